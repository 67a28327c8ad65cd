package dev.crossfade.config.value;

/** A quantile of a latency, such as {@code p95} or {@code p99.9}. */
public record Quantile(double value) {
  public static final String PATTERN = "p[0-9]{1,2}(\\.[0-9]{1,3})?";

  public Quantile {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException("a quantile between p0 and p100");
    }
  }

  /** Reads what matches {@link #PATTERN}. */
  public static Quantile parse(String text) {
    return new Quantile(Double.parseDouble(text.substring(1)) / 100);
  }

  @Override
  public String toString() {
    String percent = Double.toString(Math.round(value * 100_000) / 1_000.0);
    return "p" + (percent.endsWith(".0") ? percent.substring(0, percent.length() - 2) : percent);
  }
}
