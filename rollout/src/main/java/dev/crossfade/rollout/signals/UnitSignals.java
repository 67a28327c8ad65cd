package dev.crossfade.rollout.signals;

import dev.crossfade.config.model.Severity;
import dev.crossfade.rollout.gates.Arms;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.VisitorSlots;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What visitors of one unit met with. Told by any thread, asked by any. */
public final class UnitSignals {
  private final VisitorSlots slots = new VisitorSlots();
  private final ArmSignals legacy = new ArmSignals(slots, false);
  private final ArmSignals next = new ArmSignals(slots, true);
  private final Map<Severity, Count> parity = new EnumMap<>(Severity.class);

  UnitSignals() {
    for (Severity severity : Severity.values()) {
      parity.put(severity, new Count());
    }
  }

  public ArmSignals legacy() {
    return legacy;
  }

  public ArmSignals next() {
    return next;
  }

  /**
   * A page was compared with the other storefront's.
   *
   * @param worst of its findings; null: there was none
   */
  public void onPage(@Nullable Severity worst) {
    parity.forEach((severity, count) -> count.add(worst != null && worst.compareTo(severity) <= 0));
  }

  void forgetVisitors() {
    legacy.forgetVisitors();
    next.forgetVisitors();
  }

  /** A sample of both arms' visitors since the stage began, to be put together with others'. */
  VisitorSlots slots() {
    return slots;
  }

  Arms now() {
    Map<Severity, Tally> pages = new EnumMap<>(Severity.class);
    parity.forEach((severity, count) -> pages.put(severity, count.tally()));
    return new Arms(legacy.now(), next.now(), pages);
  }
}
