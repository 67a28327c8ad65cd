package dev.crossfade.seo.live.guard;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a template of a unit is. */
public sealed interface GuardState {
  /** How often it went back in a row, each time for longer; 0: not lately. */
  int level();

  /**
   * Served as exposure says.
   *
   * @param streaks what was seen of its pages lately, the latest last
   * @param healed when it last returned; null: never, or long ago
   */
  record Watching(Map<String, Streak> streaks, int level, @Nullable Instant healed)
      implements GuardState {
    public static final Watching CALM = new Watching(Map.of(), 0, null);

    public Watching {
      streaks = Collections.unmodifiableMap(new LinkedHashMap<>(streaks));
    }
  }

  /**
   * Served by legacy, whatever exposure says.
   *
   * @param clean so many checks in a row found nothing broken
   * @param legacyIll so many in a row found legacy ill
   * @param why what was broken when it began
   */
  record Guarded(Instant since, int level, int clean, int legacyIll, String why)
      implements GuardState {}

  /**
   * Served as exposure says because an operator said so; what was broken then is let be.
   *
   * @param clean so many checks in a row found nothing broken
   */
  record Released(Instant since, int level, int clean) implements GuardState {}

  /**
   * What was seen of one page.
   *
   * @param broken so many times in a row; 0: it was clean
   */
  record Streak(int broken, Instant at, String what) {}
}
