package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.ClosedLoad;
import dev.crossfade.loadtest.TalkingCrowd;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of reloads under load.
 *
 * @param before while nobody is there, after a warm-up
 * @param after the same when all is over
 */
record BenchReloadOutcome(
    int reloads,
    int refused,
    double medianMillis,
    double maxMillis,
    ClosedLoad.Result requests,
    BenchH2Visitors.Seen h2,
    TalkingCrowd.Result webSockets,
    BenchLook before,
    BenchLook after) {
  private static final double MOST_GROWTH = 1.05;

  boolean met() {
    return bars().stream().allMatch(Bar::met);
  }

  /** One thing that has to hold. */
  record Bar(boolean met, String what) {
    static Bar growth(String what, long before, long after) {
      return new Bar(
          after <= before * MOST_GROWTH,
          "%s: %,d before, %,d after (bar: at most 5 %% more)".formatted(what, before, after));
    }

    static Bar none(String what, long count) {
      return new Bar(count == 0, "%s: %,d (bar: 0)".formatted(what, count));
    }

    String line() {
      return "%-10s %s".formatted(met ? "met" : "not met", what);
    }
  }

  List<Bar> bars() {
    return List.of(
        Bar.none("reloads refused", refused),
        Bar.none("requests failed", requests.failed() + h2.failed()),
        Bar.none("WebSockets dropped", webSockets.dropped()),
        Bar.growth("heap in KB", before.heap() >> 10, after.heap() >> 10),
        Bar.growth("open files", before.files(), after.files()),
        Bar.growth("threads", before.threads(), after.threads()));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "reloads    %,d, %d refused; median %.1f ms, longest %.1f ms"
            .formatted(reloads, refused, medianMillis, maxMillis));
    lines.add(
        "requests   %,d answered, %d failed, over %,d connections"
            .formatted(requests.requests(), requests.failed(), requests.connections()));
    lines.add(
        "latency    median %.2f ms, p99 %.2f ms, longest %.1f ms"
            .formatted(requests.medianMillis(), requests.p99Millis(), requests.maxMillis()));
    requests.examples().forEach(example -> lines.add("failed     " + example));
    lines.addAll(h2.lines());
    lines.add(
        "WebSockets %,d messages, %d dropped"
            .formatted(webSockets.messages(), webSockets.dropped()));
    webSockets.examples().forEach(example -> lines.add("dropped    " + example));
    bars().forEach(bar -> lines.add(bar.line()));
    return lines;
  }
}
