package dev.crossfade.config.value;

/** One HTTP status ({@code 404}) or a class of them ({@code 2xx}). */
public record StatusPattern(int from, int to) {
  public static final String PATTERN = "[1-5](xx|[0-9]{2})";

  /** Reads what matches {@link #PATTERN}. */
  public static StatusPattern parse(String text) {
    if (text.endsWith("xx")) {
      int hundred = (text.charAt(0) - '0') * 100;
      return new StatusPattern(hundred, hundred + 99);
    }
    int status = Integer.parseInt(text);
    return new StatusPattern(status, status);
  }

  public boolean matches(int status) {
    return from <= status && status <= to;
  }

  @Override
  public String toString() {
    return from == to ? Integer.toString(from) : from / 100 + "xx";
  }
}
