package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.rate.RateLoad;
import dev.crossfade.loadtest.rate.RatePlan;
import dev.crossfade.loadtest.rate.RateResult;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Visitors over HTTP/2 by prior knowledge, who stay until stopped; on a thread of their own. */
final class BenchH2Visitors implements AutoCloseable {
  private static final Duration STAY = Duration.ofSeconds(2);
  private static final int STREAMS = 10;

  private final List<String> lines = new ArrayList<>();
  private final Thread thread;
  private long answered;
  private long failed;
  private volatile boolean stopping;

  private BenchH2Visitors(URI shop, int connections) {
    RatePlan plan =
        new RatePlan(
            shop.resolve("/robots.txt"),
            RatePlan.Protocol.H2,
            RatePlan.MAX,
            STAY,
            Math.max(1, connections),
            STREAMS,
            List.of());
    thread = Thread.ofVirtual().unstarted(() -> visit(plan));
  }

  /** What they saw, with the first few failures as lines. */
  record Seen(long answered, long failed, List<String> lines) {}

  /** Starts visitors on so many connections; with none, nobody comes. */
  static BenchH2Visitors at(URI shop, int connections) {
    BenchH2Visitors visitors = new BenchH2Visitors(shop, connections);
    if (connections > 0) {
      visitors.thread.start();
    }
    return visitors;
  }

  private void visit(RatePlan plan) {
    while (!stopping) {
      try {
        RateResult result = RateLoad.run(plan);
        answered += result.answered();
        failed += result.failed();
        result.examples().forEach(example -> lines.add("failed     h2: " + example));
      } catch (IOException e) {
        failed++;
        lines.add("failed     h2: " + e.getMessage());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Lets them finish, and tells. */
  Seen stop() {
    close();
    List<String> told = new ArrayList<>();
    if (answered + failed > 0) {
      told.add("over h2    %,d answered, %d failed".formatted(answered, failed));
    }
    told.addAll(lines);
    return new Seen(answered, failed, told);
  }

  @Override
  public void close() {
    stopping = true;
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
