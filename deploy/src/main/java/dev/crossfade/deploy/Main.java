package dev.crossfade.deploy;

import dev.crossfade.deploy.audit.AuditCommand;
import dev.crossfade.deploy.bench.BenchCommand;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.crawl.CrawlLogCommand;
import dev.crossfade.deploy.redirects.RedirectsCommand;
import dev.crossfade.deploy.rollout.RehearseCommand;
import dev.crossfade.deploy.rollout.RolloutCommand;
import dev.crossfade.deploy.rollout.RunbookCommand;
import java.io.PrintStream;

/** Where the process starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = Exit.FAULT;
    try {
      code = run(args, System.out, System.err);
    } catch (Throwable e) { // else a process would live on by its threads and do nothing
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
    System.exit(code);
  }

  /** All commands there are. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    return Cli.run(
        args,
        out,
        err,
        RolloutCommand.class,
        RunbookCommand.class,
        RehearseCommand.class,
        BenchCommand.class,
        RedirectsCommand.class,
        AuditCommand.class,
        CrawlLogCommand.class);
  }
}
