package dev.crossfade.deploy.cli;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Problem;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A command that goes by a configuration; one that is not valid is a problem with its lines. */
public abstract class ByConfig extends Speaking {
  @Option(
      names = {"-c", "--config"},
      description = "The configuration (default: ${DEFAULT-VALUE}).",
      paramLabel = "FILE",
      defaultValue = "crossfade.yaml")
  private Path file;

  protected ByConfig(Cli.Streams streams) {
    super(streams);
  }

  /** Where it is written. */
  protected final Path file() {
    return file;
  }

  @Override
  public final Integer call() {
    return switch (ConfigLoader.ofEnvironment().load(file)) {
      case Loaded.Valid valid -> run(valid.config());
      case Loaded.Invalid invalid -> {
        invalid.problems().stream().map(Problem::toString).forEach(this::complain);
        yield Exit.PROBLEM;
      }
    };
  }

  /** What it does; the exit code. */
  protected abstract int run(Config config);
}
