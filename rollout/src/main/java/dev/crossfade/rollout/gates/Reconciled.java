package dev.crossfade.rollout.gates;

import dev.crossfade.config.model.Gate;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.statistics.Tally;

/**
 * Judges two lists that were compared whole. Nothing was left to chance, so there is nothing to
 * prove: the share of entries that differ is above the allowed one, or it is not.
 */
public final class Reconciled {
  private Reconciled() {}

  /** The verdict by entries of either list; bad are those that differ or lack their other half. */
  public static Verdict judge(Gate.Reconcile gate, Tally entries) {
    if (entries.isEmpty()) {
      return switch (gate.policy().onNoData()) {
        case HOLD -> verdict(gate, Says.HOLD, entries, "both lists are empty: hold");
        case FAIL -> verdict(gate, Says.FAIL, entries, "both lists are empty: fail");
        case PASS -> verdict(gate, Says.PASS, entries, "both lists are empty: pass");
      };
    }
    String known =
        Figures.percent(entries.share())
            + " of entries differ ("
            + Figures.count(entries.bad())
            + "/"
            + Figures.count(entries.all())
            + "), allowed "
            + Figures.percentAtMost(gate.maxShare().ratio());
    Integer needed = gate.policy().minSamples();
    if (needed != null && entries.all() < needed) {
      return verdict(
          gate, Says.HOLD, entries, known + ", of " + Figures.count(needed) + " asked for: hold");
    }
    return entries.share() > gate.maxShare().ratio()
        ? verdict(gate, Says.FAIL, entries, known + ": fail")
        : verdict(gate, Says.PASS, entries, known + ": pass");
  }

  private static Verdict verdict(Gate.Reconcile gate, Says says, Tally entries, String reason) {
    return new Verdict(
        gate.label(),
        says,
        gate.label() + ": " + reason,
        null,
        entries.isEmpty() ? null : entries.share(),
        entries.all(),
        entries.isEmpty() ? null : Difference.exact(entries.share(), gate.maxShare().ratio()));
  }
}
