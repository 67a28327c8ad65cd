package dev.crossfade.proxy;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many connections were turned away, by reason. Thread-safe. */
final class Rejections {
  private final Map<Rejection, LongAdder> counts = new EnumMap<>(Rejection.class);

  Rejections() {
    for (Rejection reason : Rejection.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  void count(Rejection reason) {
    count(reason, 1);
  }

  void count(Rejection reason, int connections) {
    of(reason).add(connections);
  }

  /** How many for this reason. */
  long total(Rejection reason) {
    return of(reason).sum();
  }

  /** How many for any reason. */
  long total() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private LongAdder of(Rejection reason) {
    LongAdder count = counts.get(reason);
    if (count == null) {
      throw new IllegalStateException("a reason without a count: " + reason);
    }
    return count;
  }

  void bindTo(MeterRegistry registry) {
    counts.forEach(
        (reason, count) ->
            FunctionCounter.builder("crossfade.rejected.connections", count, LongAdder::sum)
                .description(
                    "Client connections that were turned away, or that no request came of.")
                .tag("reason", reason.word())
                .register(registry));
  }
}
