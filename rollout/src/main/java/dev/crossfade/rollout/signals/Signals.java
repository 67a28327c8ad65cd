package dev.crossfade.rollout.signals;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What visitors of each unit met with since the gateway began. Thread-safe. */
public final class Signals {
  private final Map<String, UnitSignals> byUnit = new ConcurrentHashMap<>();

  /** The unit's own; nothing is counted of a unit until somebody tells. */
  public UnitSignals of(String unit) {
    UnitSignals known = byUnit.get(unit);
    return known == null ? byUnit.computeIfAbsent(unit, _ -> new UnitSignals()) : known;
  }
}
