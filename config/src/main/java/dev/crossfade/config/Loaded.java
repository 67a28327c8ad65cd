package dev.crossfade.config;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What reading a configuration gave. */
public sealed interface Loaded {
  /** What is remarkable, whether or not the file is valid. */
  List<Problem> warnings();

  /** The files that were read, or would be: the configuration and what it names. */
  Set<Path> inputs();

  /**
   * A configuration that may be applied.
   *
   * @param text the file as it was read, before anything was expanded
   */
  record Valid(Config config, String text, List<Problem> warnings, Set<Path> inputs)
      implements Loaded {
    public Valid {
      warnings = List.copyOf(warnings);
      inputs = Set.copyOf(inputs);
    }

    /** Where its keys stand; found anew each time it is asked. */
    public Marks marks() {
      return Marks.of(text);
    }
  }

  /** A file that must not be applied; there is at least one problem, in the order of the file. */
  record Invalid(List<Problem> problems, List<Problem> warnings, Set<Path> inputs)
      implements Loaded {
    public Invalid {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
      inputs = Set.copyOf(inputs);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("problems: none (expected: at least one)");
      }
    }
  }
}
