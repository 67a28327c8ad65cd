package dev.crossfade.deploy.cli;

import dev.crossfade.config.ConfigLoader;
import picocli.CommandLine.Command;

/** {@code schema}: the configuration's JSON Schema. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of the configuration, for editors.",
    mixinStandardHelpOptions = true)
final class SchemaCommand extends Speaking {
  SchemaCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    say(ConfigLoader.schema());
    return Exit.OK;
  }
}
