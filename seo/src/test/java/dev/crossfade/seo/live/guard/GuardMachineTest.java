package dev.crossfade.seo.live.guard;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every state with every event, and what no order of events may lead to. */
class GuardMachineTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration HOLD = Duration.ofMinutes(5);

  private final GuardMachine machine = new GuardMachine(GuardPatience.holding(HOLD));

  /** One line of the table. */
  private record Line(
      String name,
      GuardState from,
      GuardEvent event,
      Duration after,
      Class<? extends GuardState> to,
      @Nullable Move move) {}

  private static Watching doubtful(int urls, int streak) {
    Map<String, Streak> streaks = new LinkedHashMap<>();
    for (int i = 0; i < urls; i++) {
      streaks.put("/p/" + i, new Streak(streak, NOON, "SEO-NOINDEX on /p/" + i));
    }
    return new Watching(streaks, 0, null);
  }

  private static Watching amongClean(int clean) {
    Map<String, Streak> streaks = new LinkedHashMap<>(doubtful(2, 1).streaks());
    for (int i = 0; i < clean; i++) {
      streaks.put("/c/" + i, new Streak(0, NOON, ""));
    }
    return new Watching(streaks, 0, null);
  }

  private static Guarded guarded(int level, int clean, int ill) {
    return new Guarded(NOON, level, clean, ill, "why");
  }

  private static Released released(int clean) {
    return new Released(NOON, 0, clean);
  }

  private static final Broken BROKEN = new Broken("/p/9", "SEO-NOINDEX on /p/9");
  private static final Clean CLEAN = new Clean("/p/9");
  private static final LegacyIll ILL = new LegacyIll("/p/9");
  private static final Release RELEASE = new Release("we know");
  private static final Tick TICK = new Tick();
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(6);
  private static final Duration DAY = Duration.ofDays(1);

  @TestFactory
  Stream<DynamicTest> on_eachStateAndEvent() {
    return Stream.of(
            line("one page is no case", Watching.CALM, BROKEN, SOON, Watching.class, null),
            line("two pages neither", doubtful(1, 1), BROKEN, SOON, Watching.class, null),
            line("three are", doubtful(2, 1), BROKEN, SOON, Guarded.class, Move.ENGAGED),
            line("one often is", doubtful(1, 2), broken("/p/0"), SOON, Guarded.class, Move.ENGAGED),
            line("once more is not", doubtful(1, 1), broken("/p/0"), SOON, Watching.class, null),
            line("three among thirty", amongClean(27), BROKEN, SOON, Guarded.class, Move.ENGAGED),
            line("three among many", amongClean(60), BROKEN, SOON, Watching.class, null),
            line("long ago", doubtful(2, 1), BROKEN, Duration.ofHours(2), Watching.class, null),
            line("clean", doubtful(2, 1), CLEAN, SOON, Watching.class, null),
            line("legacy ill", doubtful(2, 1), ILL, SOON, Watching.class, null),
            line("nothing to release", doubtful(2, 1), RELEASE, SOON, Watching.class, null),
            line("time alone", doubtful(2, 1), TICK, LONG, Watching.class, null),
            line("guarded, broken", guarded(0, 9, 0), BROKEN, LONG, Guarded.class, null),
            line("not clean often", guarded(0, 8, 0), CLEAN, LONG, Guarded.class, null),
            line("clean too soon", guarded(0, 9, 0), CLEAN, SOON, Guarded.class, null),
            line("healed", guarded(0, 9, 0), CLEAN, LONG, Watching.class, Move.HEALED),
            line("healed by time", guarded(0, 10, 0), TICK, LONG, Watching.class, Move.HEALED),
            line("not by time alone", guarded(0, 9, 0), TICK, DAY, Guarded.class, null),
            line("fell again: longer", guarded(1, 9, 0), CLEAN, LONG, Guarded.class, null),
            line("ill, twice", guarded(0, 0, 1), ILL, SOON, Guarded.class, null),
            line("ill, thrice", guarded(0, 0, 2), ILL, SOON, Watching.class, Move.LIFTED),
            line("released", guarded(0, 0, 0), RELEASE, SOON, Released.class, Move.RELEASED),
            line("released, broken", released(5), BROKEN, SOON, Released.class, null),
            line("released, clean", released(8), CLEAN, SOON, Released.class, null),
            line("released, healed", released(9), CLEAN, SOON, Watching.class, null),
            line("released, ill", released(9), ILL, SOON, Released.class, null),
            line("released again", released(9), RELEASE, SOON, Released.class, null),
            line("released, time", released(0), TICK, LONG, Released.class, null),
            line("released, a day", released(0), TICK, DAY, Watching.class, null))
        .map(line -> DynamicTest.dynamicTest(line.name(), () -> check(line)));
  }

  private static Line line(
      String name,
      GuardState from,
      GuardEvent event,
      Duration after,
      Class<? extends GuardState> to,
      @Nullable Move move) {
    return new Line(name, from, event, after, to, move);
  }

  private static Broken broken(String url) {
    return new Broken(url, "SEO-NOINDEX on " + url);
  }

  private void check(Line line) {
    GuardStep step = machine.on(line.from(), line.event(), NOON.plus(line.after()));

    assertThat(step.state()).isInstanceOf(line.to());
    assertThat(step.move()).isEqualTo(line.move());
    assertThat(step.why().isEmpty()).isEqualTo(line.move() == null);
  }

  @Test
  void on_cleanInBetween_beginsTheStreakAnew() {
    GuardState state = machine.on(doubtful(1, 2), new Clean("/p/0"), NOON).state();

    assertThat(machine.on(state, broken("/p/0"), NOON).move()).isNull();
  }

  @Test
  void on_fallAfterFall_holdsTwiceAsLong() {
    GuardState healed = machine.on(guarded(0, 9, 0), CLEAN, NOON.plus(HOLD)).state();
    Instant later = NOON.plus(Duration.ofHours(1));
    GuardState state = healed;
    for (String url : List.of("/p/1", "/p/2", "/p/3")) {
      state = machine.on(state, broken(url), later).state();
    }

    assertThat(state).isInstanceOf(Guarded.class);
    assertThat(machine.heldUntil((Guarded) state)).isEqualTo(later.plus(HOLD.multipliedBy(2)));
  }

  @Test
  void on_quietDay_forgivesTheFallsBefore() {
    GuardState healed = machine.on(guarded(3, 9, 0), CLEAN, NOON.plus(DAY)).state();
    assertThat(healed.level()).isEqualTo(4);

    assertThat(machine.on(healed, TICK, NOON.plus(DAY).plus(DAY)).state().level()).isZero();
  }

  @Test
  void hold_manyFalls_neverLongerThanADay() {
    assertThat(machine.heldUntil(guarded(500, 0, 0))).isEqualTo(NOON.plus(DAY));
  }

  @Test
  void on_why_namesRulePageAndHowMany() {
    GuardStep step = machine.on(doubtful(2, 1), BROKEN, NOON);

    assertThat(step.why())
        .isEqualTo("next breaks SEO-NOINDEX on /p/9 and 2 more of 3 pages looked at lately");
  }

  /**
   * Whatever comes: nothing goes back without three broken looks since the last clean one of the
   * page or three pages, nothing returns before its hold is over unless a person or legacy's own
   * illness says so, and memory is bounded.
   */
  @Property(tries = 300)
  void on_anyOrder_movesOnlyForAReason(
      @ForAll @Size(max = 300) List<@IntRange(max = 9) Integer> events,
      @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 120) Integer> gaps) {
    GuardState state = Watching.CALM;
    Instant now = NOON;
    int brokenSince = 0;
    for (int i = 0; i < events.size(); i++) {
      now = now.plusSeconds(gaps.get(i % gaps.size()));
      GuardEvent event = event(events.get(i), i);
      GuardState before = state;
      GuardStep step = machine.on(state, event, now);
      state = step.state();
      brokenSince += event instanceof Broken ? 1 : 0;
      if (step.move() == Move.ENGAGED) {
        assertThat(brokenSince).isGreaterThanOrEqualTo(3);
      }
      if (step.move() == Move.HEALED) {
        assertThat(now).isAfterOrEqualTo(machine.heldUntil((Guarded) before));
      }
      if (!(state instanceof Watching)) {
        brokenSince = 0;
      }
      if (state instanceof Watching watching) {
        assertThat(watching.streaks()).hasSizeLessThanOrEqualTo(100);
      }
    }
  }

  private static GuardEvent event(int kind, int i) {
    return switch (kind) {
      case 0, 1, 2 -> new Broken("/p/" + kind, "SEO-STATUS on /p/" + kind);
      case 3 -> new Broken("/q/" + i, "SEO-STATUS on /q/" + i);
      case 4, 5 -> new Clean("/p/" + kind % 3);
      case 6 -> new LegacyIll("/p/1");
      case 7 -> i % 20 == 0 ? new Release("") : new Clean("/p/0");
      default -> new Tick();
    };
  }
}
