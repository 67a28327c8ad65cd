package dev.crossfade.deploy.gates;

import dev.crossfade.config.model.Gate;
import org.jspecify.annotations.Nullable;

/** What one gate asks, and what it makes of the answer. */
sealed interface Question permits PrometheusQuestion, NumberQuestion, ReconcileQuestion {

  /** Asks, and waits: on a thread of its own, which may be interrupted. */
  Reading ask() throws NoAnswer, InterruptedException;

  /** Whether the answer is large, and dear to whoever gives it. */
  default boolean asksForLists() {
    return false;
  }

  /** Null: the gate asks nobody. */
  static @Nullable Question of(Gate gate, Fetch fetch) {
    return switch (gate) {
      case Gate.Prometheus prometheus -> new PrometheusQuestion(prometheus, fetch);
      case Gate.HttpCheck check -> new NumberQuestion(check, fetch);
      case Gate.Reconcile reconcile -> new ReconcileQuestion(reconcile, fetch);
      case Gate.Errors _,
          Gate.Latency _,
          Gate.Checkout _,
          Gate.Session _,
          Gate.Parity _,
          Gate.Crawl _,
          Gate.Manual _ ->
          null;
    };
  }
}
