package dev.crossfade.deploy.rollout;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code rollout}: how far rollouts are, and orders for them. */
@Command(
    name = "rollout",
    description = "Shows and drives the rollouts of a running gateway.",
    subcommands = {
      RolloutStatusCommand.class,
      RolloutOrderCommand.Start.class,
      RolloutOrderCommand.Advance.class,
      RolloutOrderCommand.Hold.class,
      RolloutOrderCommand.Resume.class,
      RolloutOrderCommand.Rollback.class,
      RolloutOrderCommand.Abort.class,
      RolloutOrderCommand.Approve.class
    },
    footer = "A token is taken from the environment variable CROSSFADE_TOKEN.",
    mixinStandardHelpOptions = true)
public final class RolloutCommand extends Speaking {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  RolloutCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(streams().err());
    return Exit.PROBLEM;
  }
}
