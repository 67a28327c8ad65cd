package dev.crossfade.config.problem;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One thing wrong (or, as a warning, remarkable) at one place.
 *
 * @param path the key it is about, such as {@code units[0].rollout.stages[2].percent}; empty for
 *     the file as a whole
 * @param message what is wrong and what was expected, without the path
 */
public record Problem(String file, Mark mark, String path, Kind kind, String message) {
  /** In the order of the file; the message breaks ties so that two runs print the same. */
  static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::mark)
          .thenComparing(Problem::path)
          .thenComparing(Problem::message);

  /** What stage of reading found it. */
  public enum Kind {
    /** The bytes are no YAML document that we read: encoding, syntax, duplicate keys, size. */
    SYNTAX,
    /** A key or value that the JSON Schema refuses as well: unknown, missing, malformed. */
    SHAPE,
    /** Well-formed but wrong: a dangling name, a file that is not there, keys that contradict. */
    MEANING
  }

  public Problem {
    requireNonNull(file, "file");
    requireNonNull(mark, "mark");
    requireNonNull(path, "path");
    requireNonNull(kind, "kind");
    requireNonNull(message, "message");
  }

  /** {@code crossfade.yaml:14:13: units[0].exposure.percent: 120% (expected: 0%..100%)}. */
  @Override
  public String toString() {
    String place = file + ":" + mark.line() + ":" + mark.column() + ": ";
    return path.isEmpty() ? place + message : place + path + ": " + message;
  }
}
