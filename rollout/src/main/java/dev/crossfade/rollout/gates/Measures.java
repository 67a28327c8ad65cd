package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.rollout.statistics.Tally;
import org.jspecify.annotations.Nullable;

/** Which {@link Measure} a configured gate stands for. */
final class Measures {
  private Measures() {}

  /** Null for gates that are judged by something else than what visitors met with. */
  static @Nullable Measure of(Gate gate) {
    return switch (gate) {
      case Gate.Errors errors ->
          new ShareDifference(
              Arm::answers,
              errors.tolerance().ratio(),
              visible(errors.tolerance().ratio(), 50, 1_000),
              false);
      case Gate.Latency latency -> new Slowdown(latency.quantile(), latency.tolerance().ratio());
      case Gate.Checkout checkout ->
          // A shop has few of them: what twenty do not exclude, the verdict says.
          new ShareDifference(
              arm -> arm.checkouts(checkout.pin()), checkout.tolerance().ratio(), 20, true);
      case Gate.Session session ->
          new ShareDifference(
              arm -> arm.sessions(session.cookie()),
              session.tolerance().ratio(),
              visible(session.tolerance().ratio(), 50, 1_000),
              false);
      case Gate.Parity parity ->
          new Cap(
              arms -> arms.parity(parity.severity()),
              _ -> Tally.NONE,
              parity.maxShare().ratio(),
              visible(parity.maxShare().ratio(), 20, 100));
      case Gate.Crawl crawl ->
          new Cap(
              arms -> arms.next().crawls(),
              arms -> arms.legacy().crawls(),
              crawl.maxErrorShare().ratio(),
              visible(crawl.maxErrorShare().ratio(), 20, 50));
      case Gate.Prometheus _, Gate.HttpCheck _, Gate.Reconcile _, Gate.Manual _ -> null;
    };
  }

  /** So many that one bad one among them is no more than is tolerated. */
  private static int visible(double tolerance, int least, int most) {
    return (int) Math.clamp(Math.ceil(1 / tolerance), least, most);
  }
}
