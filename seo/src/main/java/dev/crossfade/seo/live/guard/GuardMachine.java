package dev.crossfade.seo.live.guard;

import dev.crossfade.seo.live.guard.GuardEvent.Broken;
import dev.crossfade.seo.live.guard.GuardEvent.Clean;
import dev.crossfade.seo.live.guard.GuardEvent.LegacyIll;
import dev.crossfade.seo.live.guard.GuardEvent.Release;
import dev.crossfade.seo.live.guard.GuardEvent.Tick;
import dev.crossfade.seo.live.guard.GuardState.Guarded;
import dev.crossfade.seo.live.guard.GuardState.Released;
import dev.crossfade.seo.live.guard.GuardState.Streak;
import dev.crossfade.seo.live.guard.GuardState.Watching;
import dev.crossfade.seo.live.guard.GuardStep.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides who serves a template whose pages are watched. Has no state of its own.
 *
 * <pre>
 *              broken: enough pages, or one often, and legacy well
 *   Watching ────────────────────────────────────────────────────────► Guarded
 *      ▲  ▲                clean often enough, and held long enough       │ │
 *      │  └───────────────────────────────────────────────────────────────┘ │
 *      │            legacy ill several times: it would be no better         │
 *      │  clean often enough, or a day                             release  │
 *      └────────────────────────── Released ◄──────────────────────────────┘
 * </pre>
 */
public final class GuardMachine {
  private static final int MOST_URLS = 100;

  private final GuardPatience patience;

  public GuardMachine(GuardPatience patience) {
    this.patience = patience;
  }

  /** What an event means at this moment. */
  public GuardStep on(GuardState state, GuardEvent event, Instant now) {
    return switch (state) {
      case Watching watching -> watching(watching, event, now);
      case Guarded guarded -> guarded(guarded, event, now);
      case Released released -> GuardStep.stay(released(released, event, now));
    };
  }

  /** When a guarded template may return at the earliest. */
  public Instant heldUntil(Guarded guarded) {
    return guarded.since().plus(patience.hold(guarded.level()));
  }

  private GuardStep watching(Watching at, GuardEvent event, Instant now) {
    return switch (event) {
      case Broken(String url, String what) ->
          engaged(seen(at, url, streak(at, url) + 1, what, now), now);
      case Clean(String url) -> GuardStep.stay(seen(at, url, 0, "", now));
      case LegacyIll(String url) -> GuardStep.stay(without(at, url));
      case Release _ -> GuardStep.stay(at);
      case Tick() -> GuardStep.stay(tidied(at, now));
    };
  }

  private static int streak(Watching at, String url) {
    Streak streak = at.streaks().get(url);
    return streak == null ? 0 : streak.broken();
  }

  private Watching seen(Watching at, String url, int broken, String what, Instant now) {
    Map<String, Streak> streaks = lately(at, now);
    streaks.remove(url);
    streaks.put(url, new Streak(broken, now, what));
    if (streaks.size() > MOST_URLS) {
      streaks.remove(streaks.keySet().iterator().next());
    }
    return new Watching(streaks, at.level(), at.healed());
  }

  /** A page that legacy does not have says nothing about next. */
  private static Watching without(Watching at, String url) {
    Map<String, Streak> streaks = new LinkedHashMap<>(at.streaks());
    streaks.remove(url);
    return new Watching(streaks, at.level(), at.healed());
  }

  private Watching tidied(Watching at, Instant now) {
    Instant healed = at.healed();
    boolean forgiven = healed != null && !now.isBefore(healed.plus(patience.forgiven()));
    return new Watching(lately(at, now), forgiven ? 0 : at.level(), forgiven ? null : healed);
  }

  private Map<String, Streak> lately(Watching at, Instant now) {
    Map<String, Streak> streaks = new LinkedHashMap<>(at.streaks());
    streaks.values().removeIf(streak -> streak.at().isBefore(now.minus(patience.lately())));
    return streaks;
  }

  /** Goes back if that is enough. */
  private GuardStep engaged(Watching at, Instant now) {
    int broken = 0;
    int longest = 0;
    Streak example = null;
    for (Streak streak : at.streaks().values()) {
      if (streak.broken() > 0) {
        broken++;
        longest = Math.max(longest, streak.broken());
        example = streak;
      }
    }
    int looked = at.streaks().size();
    boolean enough = broken >= patience.urls() || longest >= patience.inARow();
    boolean share = broken >= patience.leastShare() * looked;
    if (!enough || !share || example == null) {
      return GuardStep.stay(at);
    }
    String why =
        "next breaks "
            + example.what()
            + (broken > 1 ? " and " + (broken - 1) + " more" : "")
            + " of "
            + looked
            + (looked == 1 ? " page" : " pages")
            + " looked at lately";
    return new GuardStep(new Guarded(now, at.level(), 0, 0, why), Move.ENGAGED, why);
  }

  private GuardStep guarded(Guarded at, GuardEvent event, Instant now) {
    return switch (event) {
      case Broken _ -> GuardStep.stay(with(at, 0, 0));
      case Clean _ -> healed(with(at, at.clean() + 1, 0), now);
      case LegacyIll _ -> lifted(with(at, at.clean(), at.legacyIll() + 1), now);
      case Release(String reason) ->
          new GuardStep(new Released(now, at.level(), 0), Move.RELEASED, reason);
      case Tick() -> healed(at, now);
    };
  }

  private static Guarded with(Guarded at, int clean, int legacyIll) {
    return new Guarded(at.since(), at.level(), clean, legacyIll, at.why());
  }

  private GuardStep healed(Guarded at, Instant now) {
    if (at.clean() < patience.clean() || now.isBefore(heldUntil(at))) {
      return GuardStep.stay(at);
    }
    String why =
        "next kept all guarded rules in "
            + at.clean()
            + " checks in a row, after "
            + print(Duration.between(at.since(), now));
    return new GuardStep(new Watching(Map.of(), at.level() + 1, now), Move.HEALED, why);
  }

  /** Sends nobody to a storefront that is no better. */
  private GuardStep lifted(Guarded at, Instant now) {
    if (at.legacyIll() < patience.ill()) {
      return GuardStep.stay(at);
    }
    String why = "legacy has no such pages either, in " + at.legacyIll() + " checks in a row";
    return new GuardStep(new Watching(Map.of(), at.level(), now), Move.LIFTED, why);
  }

  private static String print(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }

  private GuardState released(Released at, GuardEvent event, Instant now) {
    return switch (event) {
      case Broken _ -> watchingIfLong(new Released(at.since(), at.level(), 0), now);
      case Clean _ -> watchingIfLong(new Released(at.since(), at.level(), at.clean() + 1), now);
      case LegacyIll _, Release _ -> at;
      case Tick() -> watchingIfLong(at, now);
    };
  }

  private GuardState watchingIfLong(Released at, Instant now) {
    boolean healed = at.clean() >= patience.clean();
    boolean isLong = !now.isBefore(at.since().plus(patience.forgiven()));
    return healed || isLong ? Watching.CALM : at;
  }
}
