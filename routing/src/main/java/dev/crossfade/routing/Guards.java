package dev.crossfade.routing;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The templates that are kept from next at the moment, one guard a unit. Whoever judges next's
 * answers withholds and releases them; the very next decision follows, without a reload. They
 * outlive configurations, and hold where the unit says {@code guard}. Thread-safe.
 */
public final class Guards {
  private final Map<String, Guard> byUnit = new ConcurrentHashMap<>();

  /** The unit's own; until somebody withholds a template from it, next serves all of them. */
  public Guard of(String unit) {
    return byUnit.computeIfAbsent(unit, _ -> new Guard());
  }

  /** One unit's templates. */
  public static final class Guard {
    private volatile Set<String> withheld = Set.of();

    Guard() {}

    /** The names of what next does not serve. Immutable. */
    public Set<String> withheld() {
      return withheld;
    }

    /**
     * Keeps a template from next.
     *
     * @param template one of {@code seo.templates}, or {@link Templates#OTHER}
     */
    public synchronized void withhold(String template) {
      Set<String> more = new TreeSet<>(withheld);
      more.add(template);
      withheld = Set.copyOf(more);
    }

    /** Lets next serve it again. */
    public synchronized void release(String template) {
      Set<String> less = new TreeSet<>(withheld);
      less.remove(template);
      withheld = Set.copyOf(less);
    }
  }
}
