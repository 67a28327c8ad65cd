package dev.crossfade.config.problem;

/** A place in the configuration file; both numbers count from 1, as editors do. */
public record Mark(int line, int column) implements Comparable<Mark> {
  /** The start of the file, for what concerns the file as a whole. */
  public static final Mark START = new Mark(1, 1);

  public Mark {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "mark: " + line + ":" + column + " (expected: both from 1 on)");
    }
  }

  @Override
  public int compareTo(Mark other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }
}
