package dev.crossfade.config.shape;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a file may refer to outside itself: environment variables and other files. Remembers which
 * files were asked for, so that a change of any of them is noticed.
 */
public final class Surroundings {
  private static final Path STANDARD_OUTPUT = Path.of("-");

  private final Path directory;
  private final Function<String, Optional<String>> variables;
  private final Set<Path> inputs = new TreeSet<>();

  /**
   * @param directory what relative paths are relative to
   */
  public Surroundings(Path directory, Function<String, Optional<String>> variables) {
    this.directory = directory.toAbsolutePath().normalize();
    this.variables = variables;
  }

  Optional<String> variable(String name) {
    return variables.apply(name);
  }

  /** Relative to the file's directory; {@code -}, standard output, stays as it is. */
  Path resolve(Path path) {
    return path.equals(STANDARD_OUTPUT) ? path : directory.resolve(path).normalize();
  }

  void onInput(Path file) {
    inputs.add(file);
  }

  /** The files that were read or will be. */
  public Set<Path> inputs() {
    return Set.copyOf(inputs);
  }
}
