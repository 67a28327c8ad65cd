package dev.crossfade.config.value;

/** A number of bytes, such as {@code 8KB} or {@code 1MB}; a KB is 1,024 bytes. */
public record Size(long bytes) implements Comparable<Size> {
  public static final String PATTERN = "[0-9]{1,9}(B|KB|MB|GB)";

  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: 0 or more)");
    }
  }

  /** Reads what matches {@link #PATTERN}. */
  public static Size parse(String text) {
    int digits = 0;
    while (Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    long number = Long.parseLong(text.substring(0, digits));
    return new Size(number << shift(text.substring(digits)));
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "B" -> 0;
      case "KB" -> 10;
      case "MB" -> 20;
      case "GB" -> 30;
      default ->
          throw new IllegalArgumentException("unit: " + unit + " (expected: B, KB, MB or GB)");
    };
  }

  /** For buffers, whose sizes are ints: the largest int where it is more. */
  public int asInt() {
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  @Override
  public int compareTo(Size other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    String[] units = {"GB", "MB", "KB"};
    for (String unit : units) {
      if (bytes > 0 && bytes % (1L << shift(unit)) == 0) {
        return (bytes >> shift(unit)) + unit;
      }
    }
    return bytes + "B";
  }
}
