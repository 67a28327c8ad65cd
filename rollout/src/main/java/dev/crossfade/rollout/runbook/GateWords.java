package dev.crossfade.rollout.runbook;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Gate.OnFail;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.ShownUrl;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a gate asks, in words. */
public final class GateWords {
  private GateWords() {}

  /** What it asks, as an answer to what must hold. */
  public static String asks(Gate gate) {
    return switch (gate) {
      case Gate.Errors g -> "next answers with errors at most " + g.tolerance() + " more often";
      case Gate.Latency g ->
          "the "
              + g.quantile()
              + " of next's time to answer is at most "
              + g.tolerance()
              + " longer";
      case Gate.Checkout g ->
          "checkouts (pin " + g.pin() + ") complete at most " + g.tolerance() + " less often";
      case Gate.Session g ->
          "next loses sessions (cookie "
              + g.cookie()
              + ") at most "
              + g.tolerance()
              + " more often";
      case Gate.Parity g ->
          "at most "
              + g.maxShare()
              + " of the compared pages have a finding that is "
              + g.severity().name().toLowerCase(Locale.ROOT)
              + " or worse";
      case Gate.Crawl g ->
          "at most " + g.maxErrorShare() + " of what verified crawlers ask of next is an error";
      case Gate.Prometheus g -> "Prometheus: " + g.query() + " is " + g.expect();
      case Gate.HttpCheck g -> ShownUrl.of(g.url()) + ": " + g.pointer() + " is " + g.expect();
      case Gate.Reconcile g ->
          "at most "
              + g.maxShare()
              + " of the entries of "
              + ShownUrl.of(g.left())
              + " and "
              + ShownUrl.of(g.right())
              + " differ in "
              + String.join(", ", g.fields());
      case Gate.Manual _ -> "somebody approves it";
    };
  }

  static String stages(Gate gate) {
    return gate.policy().stages().isEmpty()
        ? "all"
        : gate.policy().stages().stream().map(Share::toString).collect(Collectors.joining(", "));
  }

  /** What a fail does; and what no data does, where that is not to wait. */
  static String trigger(Gate gate) {
    if (gate instanceof Gate.Manual) {
      return "waits";
    }
    String fail = gate.policy().onFail() == OnFail.ROLLBACK ? "rolls back" : "holds";
    return switch (gate.policy().onNoData()) {
      case HOLD -> fail;
      case FAIL -> fail + ", and does so without data";
      case PASS -> fail + "; passes without data";
    };
  }
}
