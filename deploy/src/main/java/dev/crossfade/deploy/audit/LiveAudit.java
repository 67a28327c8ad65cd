package dev.crossfade.deploy.audit;

import dev.crossfade.config.value.Durations;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Signals;
import dev.crossfade.deploy.cli.Speaking;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.audit.AuditRun;
import dev.crossfade.seo.audit.AuditRun.Ended;
import dev.crossfade.seo.audit.Spool;
import dev.crossfade.seo.audit.robots.LiveRobots;
import dev.crossfade.seo.fetch.Fetched;
import dev.crossfade.seo.fetch.Fetcher;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.url.WebUrl;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;

/**
 * A command that audits: everything around the audit itself. It runs until all is checked, or until
 * it is told to stop; then it tells what was found so far, and can be gone on with.
 *
 * @param <S> what it looks at, one after the other
 */
abstract class LiveAudit<S> extends Speaking {
  @Mixin private AuditOptions options;

  LiveAudit(Cli.Streams streams) {
    super(streams);
  }

  /** What was said to it. */
  final AuditOptions options() {
    return options;
  }

  /**
   * Reads what it is asked to audit, and sees whether that can be done.
   *
   * @throws IOException a file cannot be read
   */
  abstract Prepared<S> prepare(Fetcher fetcher) throws Refusal, IOException, InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    try (Fetcher fetcher = Fetcher.open(options.settings())) {
      Outputs outputs = Outputs.of(options.reports);
      return audit(prepare(fetcher), outputs);
    } catch (Refusal e) {
      complain(String.valueOf(e.getMessage()));
      return e.exit();
    } catch (IOException e) {
      complain(Unreadable.message(e));
      return Exit.PROBLEM;
    } catch (UncheckedIOException e) {
      complain(Unreadable.message(e));
      return Exit.PROBLEM;
    }
  }

  private int audit(Prepared<S> prepared, Outputs outputs)
      throws IOException, InterruptedException {
    try (Closeable _ = prepared.audit();
        Spool spool = Spool.open(options.spools(), prepared.asked(), options.resume)) {
      if (!spool.note().isEmpty()) {
        complain(spool.note());
      }
      AuditRun<S> run =
          new AuditRun<>(prepared.audit(), spool, options.concurrency, options.mostUrls);
      Ended ended = run(run, prepared);
      AuditReport report = report(prepared, ended, spool);
      int exit = tell(report, ended, outputs);
      if (ended.why() == Ended.Why.COMPLETE || ended.why() == Ended.Why.LIMIT) {
        spool.remove();
      } else {
        complain("the same command with --resume goes on from here");
      }
      return exit;
    }
  }

  private Ended run(AuditRun<S> run, Prepared<S> prepared)
      throws IOException, InterruptedException {
    long total = Math.min(prepared.total(), options.mostUrls);
    // Signals and terminal are those of a process that does nothing else.
    boolean own = streams().out().equals(System.out);
    try (ProgressBar _ =
        ProgressBar.start(run::done, run::found, total, own ? streams().err() : null)) {
      if (own) {
        Signals signals = Signals.install(run::stop);
        Thread.ofVirtual().start(() -> stopWhen(signals, run));
      }
      return run.run();
    }
  }

  private static void stopWhen(Signals signals, AuditRun<?> run) {
    try {
      signals.await();
      run.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the process ends
    }
  }

  private AuditReport report(Prepared<S> prepared, Ended ended, Spool spool) {
    List<String> notes = new ArrayList<>(prepared.notes());
    String of = prepared.total() < 0 ? "" : " of %,d".formatted(prepared.total());
    switch (ended.why()) {
      case COMPLETE -> {}
      case LIMIT -> {
        if (prepared.total() < 0 || prepared.total() > ended.checked()) {
          notes.add("Only the first %,d%s were checked.".formatted(ended.checked(), of));
        }
      }
      case STOPPED ->
          notes.add(
              "The audit was interrupted; %,d%s were checked.".formatted(ended.checked(), of));
      case SILENT ->
          notes.add("Nobody answered any more; %,d%s were checked.".formatted(ended.checked(), of));
    }
    notes.addAll(ended.conclusion().notes());
    return new AuditReport(
        prepared.asked().audit(),
        prepared.title(),
        prepared.subject(),
        ended.started(),
        ended.took(),
        ended.checked(),
        spool.findings(ended.conclusion().stands()),
        ended.conclusion().basis(),
        ended.conclusion().tables(),
        notes);
  }

  private int tell(AuditReport report, Ended ended, Outputs outputs) throws IOException {
    outputs.write(report, streams().out());
    return switch (ended.why()) {
      case COMPLETE, LIMIT -> isClean(report) ? Exit.OK : Exit.FINDINGS;
      case STOPPED -> Exit.FINDINGS; // what was asked did not come to its end
      case SILENT -> Exit.UNREACHABLE;
    };
  }

  private static boolean isClean(AuditReport report) {
    boolean[] clean = {true};
    report.findings().forEach(_ -> clean[0] = false);
    return clean[0];
  }

  /** An address that somebody typed. */
  static WebUrl url(String option, String text) throws Refusal {
    try {
      return WebUrl.of(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.problem(option + " " + e.getMessage());
    }
  }

  /**
   * Asks a site for the first time: nobody waits for an hour to learn that a name was mistyped.
   * From here on it is asked no more often than it wants to be, when that was asked for.
   */
  final void reach(Fetcher fetcher, WebUrl site) throws Refusal, InterruptedException {
    if (fetcher.heads().get(site) instanceof Fetched.Failed failed) {
      throw Refusal.unreachable(failed.message());
    }
    if (!options.crawlDelay) {
      return;
    }
    if (LiveRobots.ask(fetcher, LiveRobots.of(site)) instanceof Robots.Ruled(var file)) {
      Duration delay = file.crawlDelay(options.product());
      if (delay != null && delay.isPositive()) {
        complain(
            site.origin()
                + " asks for "
                + Durations.print(delay)
                + " between requests; it gets that");
        fetcher.slow(site, delay);
      }
    }
  }
}
