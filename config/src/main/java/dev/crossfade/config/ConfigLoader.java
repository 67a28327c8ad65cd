package dev.crossfade.config;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.shape.Binder;
import dev.crossfade.config.shape.JsonSchema;
import dev.crossfade.config.shape.ReferencePage;
import dev.crossfade.config.shape.Surroundings;
import dev.crossfade.config.yaml.Node;
import dev.crossfade.config.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads configurations. Whatever the bytes, the answer is a valid configuration or its problems,
 * all of them at once. Thread-safe; does file I/O, so never called on an event loop.
 */
public final class ConfigLoader {
  private final Function<String, Optional<String>> variables;

  /**
   * @param variables what {@code ${NAME}} stands for
   */
  public ConfigLoader(Function<String, Optional<String>> variables) {
    this.variables = variables;
  }

  /** A loader that takes variables from the environment of this process. */
  public static ConfigLoader ofEnvironment() {
    return new ConfigLoader(name -> Optional.ofNullable(System.getenv(name)));
  }

  /** Reads a file; messages call it as the caller does. */
  public Loaded load(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      return read(readBounded(absolute), file.toString(), absolute);
    } catch (IOException e) {
      Problems problems = new Problems(file.toString());
      problems.add(Mark.START, "", Problem.Kind.SYNTAX, unreadable(absolute, e));
      return new Loaded.Invalid(problems.problems(), List.of(), Set.of(absolute));
    }
  }

  /**
   * Reads a configuration from its bytes.
   *
   * @param name what messages call it
   * @param file where it is or would be: relative paths are relative to its directory
   */
  public Loaded read(byte[] bytes, String name, Path file) {
    Problems problems = new Problems(name);
    Path absolute = file.toAbsolutePath();
    Path directory = absolute.getParent() == null ? absolute : absolute.getParent();
    Surroundings surroundings = new Surroundings(directory, variables);
    Optional<Node> document = new YamlReader(problems).read(bytes);
    Optional<Config> config =
        document.flatMap(node -> new Binder(problems, surroundings).bind(Config.class, node));
    Set<Path> inputs = new HashSet<>(surroundings.inputs());
    inputs.add(absolute);
    if (problems.problems().isEmpty() && config.isPresent()) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new Loaded.Valid(config.get(), text, problems.warnings(), inputs);
    }
    return new Loaded.Invalid(problems.problems(), problems.warnings(), inputs);
  }

  /** The JSON Schema of the configuration, for editors. */
  public static String schema() {
    return JsonSchema.of(
            Config.class, "https://crossfade.dev/schema/crossfade.yaml.json", "crossfade.yaml")
        .toPrettyString();
  }

  /** Every key with its meaning and default, as Markdown. */
  public static String reference() {
    return ReferencePage.of(Config.class);
  }

  /** One byte more than is allowed is enough to refuse the rest. */
  private static byte[] readBounded(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(YamlReader.MAX_BYTES + 1);
    }
  }

  private static String unreadable(Path file, IOException e) {
    if (!Files.exists(file)) {
      return "does not exist (expected: a configuration; try crossfade demo without one)";
    }
    if (Files.isDirectory(file)) {
      return "is a directory (expected: a configuration file)";
    }
    return "cannot be read: " + e.getClass().getSimpleName() + " (expected: a readable file)";
  }
}
