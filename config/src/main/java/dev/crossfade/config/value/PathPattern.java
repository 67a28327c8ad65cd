package dev.crossfade.config.value;

/**
 * Which paths: exact ({@code /cart}), with {@code *} for a part of one segment ({@code /p/*}) and
 * {@code **} for any number of segments ({@code /checkout/**}, which {@code /checkout} matches as
 * well).
 */
public record PathPattern(String text) {
  public static final String PATTERN = "/[^\\s?#]*";

  private static final int LONGEST = 1_024;

  /** Reads what matches {@link #PATTERN}. */
  public static PathPattern parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a path of at most " + LONGEST + " characters");
    }
    for (String segment : text.split("/", -1)) {
      if (segment.contains("**") && !segment.equals("**")) {
        throw new IllegalArgumentException("** as a whole segment, as in /checkout/**");
      }
    }
    return new PathPattern(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
