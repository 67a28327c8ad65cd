package dev.crossfade.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live exposures, one dial a unit. Whoever drives rollouts turns them; the very next decision
 * follows, without a reload. They outlive configurations. Thread-safe.
 */
public final class Dials {
  private final Map<String, Dial> byUnit = new ConcurrentHashMap<>();

  /** The unit's own; until somebody turns it, legacy serves everybody. */
  public Dial of(String unit) {
    return byUnit.computeIfAbsent(unit, name -> new Dial(Exposed.fixed(0, name)));
  }

  /** One unit's exposure. */
  public static final class Dial {
    private volatile Exposed now;

    Dial(Exposed first) {
      now = first;
    }

    public Exposed now() {
      return now;
    }

    public void turnTo(Exposed next) {
      now = next;
    }
  }
}
