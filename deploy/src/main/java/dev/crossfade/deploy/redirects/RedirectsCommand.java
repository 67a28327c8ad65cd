package dev.crossfade.deploy.redirects;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code redirects}: works on redirect maps; each kind of work is a command below it. */
@Command(
    name = "redirects",
    description = "Works on redirect maps, in any format.",
    subcommands = {LintCommand.class, ConvertCommand.class, TestCommand.class},
    mixinStandardHelpOptions = true)
public final class RedirectsCommand extends Speaking {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  RedirectsCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(streams().err());
    return Exit.PROBLEM;
  }
}
