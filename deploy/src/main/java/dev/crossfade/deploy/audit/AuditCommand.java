package dev.crossfade.deploy.audit;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code audit}: asks live sites; each kind of audit is a command below it. */
@Command(
    name = "audit",
    description = "Asks live sites, politely, and reports what search engines will make of them.",
    subcommands = {
      AuditRedirectsCommand.class,
      AuditSitemapCommand.class,
      AuditParityCommand.class,
      AuditRobotsCommand.class
    },
    mixinStandardHelpOptions = true)
public final class AuditCommand extends Speaking {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  AuditCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(streams().err());
    return Exit.PROBLEM;
  }
}
