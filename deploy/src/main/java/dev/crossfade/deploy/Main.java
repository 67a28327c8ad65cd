package dev.crossfade.deploy;

import dev.crossfade.deploy.bench.BenchCommand;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.redirects.RedirectsCommand;
import dev.crossfade.deploy.rollout.RehearseCommand;

/** Where the process starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(
        Cli.run(
            args,
            System.out,
            System.err,
            BenchCommand.class,
            RedirectsCommand.class,
            RehearseCommand.class));
  }
}
