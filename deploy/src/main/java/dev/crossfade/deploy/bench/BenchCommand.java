package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bench}: measurements that anyone can repeat; each is a command below it. */
@Command(
    name = "bench",
    description = "Measures this gateway on this machine.",
    subcommands = {
      BenchStartCommand.class,
      BenchReloadCommand.class,
      BenchPeersCommand.class,
      BenchIdleCommand.class,
      BenchAllocationCommand.class,
      BenchLoadCommand.class,
      BenchFaultsCommand.class,
      BenchSoakCommand.class,
      BenchRedirectsCommand.class,
      BenchRollbackCommand.class,
      BenchAuditCommand.class,
      BenchSamplingCommand.class
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand extends Speaking {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  BenchCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(streams().err());
    return Exit.PROBLEM;
  }
}
