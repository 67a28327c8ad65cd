package dev.crossfade.seo.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One run of an audit: takes its subjects one after the other, checks several at once, each on a
 * virtual thread of its own, and writes down what came of each. What was done before is passed
 * over.
 */
public final class AuditRun<S> {
  /** So many in a row without any answer: whoever was asked is gone, and asking on is no use. */
  static final int SILENCE = 100;

  private final Audit<S> audit;
  private final Spool spool;
  private final int concurrency;
  private final int most;
  private final Semaphore permits;
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
  private final List<Silent> silent = new ArrayList<>();
  private final AtomicLong found = new AtomicLong();
  private volatile Ended.@Nullable Why why;
  private volatile @Nullable Exception failure;
  private int index;

  /**
   * A run that is yet to begin.
   *
   * @param most no more subjects than these, those of an earlier run included
   */
  public AuditRun(Audit<S> audit, Spool spool, int concurrency, int most) {
    this.audit = audit;
    this.spool = spool;
    this.concurrency = concurrency;
    this.most = most;
    this.permits = new Semaphore(concurrency);
  }

  /** A subject that nobody answered; written down when somebody answers another. */
  private record Silent(int index, Checked checked) {}

  /** No more subjects are wanted: takes the thread out of whatever tells them. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  /**
   * How a run ended.
   *
   * @param checked how many subjects are done, those of earlier runs included
   * @param earlier how many of them were
   */
  public record Ended(
      Why why, Instant started, Duration took, int checked, int earlier, Conclusion conclusion) {
    /** Why it ended. */
    public enum Why {
      /** All subjects are done. */
      COMPLETE,
      /** As many as were wanted are done. */
      LIMIT,
      /** Somebody stopped it. */
      STOPPED,
      /** Nobody answers any more. */
      SILENT
    }
  }

  /**
   * Runs until all is checked, or it is stopped.
   *
   * @throws IOException the subjects cannot be read, or the spool not be written
   */
  public Ended run() throws IOException, InterruptedException {
    Instant started = Instant.now();
    long from = System.nanoTime();
    int earlier = spool.size();
    spool.facts(audit::learn);
    try {
      audit.subjects(this::next);
    } catch (Enough _) {
      // why says which of its reasons it was
    } finally {
      permits.acquireUninterruptibly(concurrency);
    }
    rethrow();
    Ended.Why ended = why == null ? Ended.Why.COMPLETE : why;
    if (ended != Ended.Why.SILENT) {
      tell(List.copyOf(silent));
    }
    Conclusion conclusion;
    try (Spool.Closing closing = spool.closing()) {
      conclusion = audit.conclude(closing);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    return new Ended(ended, started, took, spool.size(), earlier, conclusion);
  }

  /** Ends it soon; what is being checked is given up. May be called by any thread. */
  public void stop() {
    end(Ended.Why.STOPPED);
  }

  /** How many subjects are done. */
  public int done() {
    return spool.size();
  }

  /** How many findings there were in this run. */
  public long found() {
    return found.get();
  }

  private void end(Ended.Why reason) {
    if (why == null) {
      why = reason;
    }
    if (reason != Ended.Why.LIMIT) { // what was begun is finished
      workers.forEach(Thread::interrupt);
    }
  }

  private void next(S subject) {
    int at = index++;
    if (at >= most) {
      end(Ended.Why.LIMIT);
    }
    if (why != null) {
      throw new Enough();
    }
    if (spool.has(at)) {
      return;
    }
    permits.acquireUninterruptibly();
    Thread worker = Thread.ofVirtual().unstarted(() -> work(at, subject));
    workers.add(worker);
    if (why != null) {
      workers.remove(worker);
      permits.release();
      throw new Enough();
    }
    worker.start();
  }

  private void work(int at, S subject) {
    boolean told = false;
    try {
      done(at, audit.check(subject));
      told = true;
    } catch (InterruptedException _) {
      told = true; // nobody wants to know any more
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      told = true;
      fail(e);
    } finally {
      if (!told) {
        fail(new IllegalStateException("subject " + at + " ended its thread, for want of memory?"));
      }
      workers.remove(Thread.currentThread());
      permits.release();
    }
  }

  private synchronized void done(int at, Checked checked) throws IOException {
    if (!checked.answered()) {
      silent.add(new Silent(at, checked));
      if (silent.size() >= SILENCE) {
        end(Ended.Why.SILENT);
      }
      return;
    }
    if (!silent.isEmpty()) {
      tell(List.copyOf(silent));
      silent.clear();
    }
    tell(at, checked);
  }

  private void tell(List<Silent> all) throws IOException {
    for (Silent each : all) {
      tell(each.index(), each.checked());
    }
  }

  private void tell(int at, Checked checked) throws IOException {
    checked.facts().forEach(audit::learn);
    found.addAndGet(checked.findings().size());
    spool.add(at, checked);
  }

  private synchronized void fail(Exception e) {
    if (failure == null) {
      failure = e;
    }
    end(Ended.Why.STOPPED);
  }

  private void rethrow() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Exception e -> throw new IllegalStateException(e);
    }
  }
}
