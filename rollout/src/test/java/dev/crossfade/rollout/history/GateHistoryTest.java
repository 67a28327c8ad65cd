package dev.crossfade.rollout.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.Phase;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Transition;
import dev.crossfade.rollout.gates.Difference;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateHistoryTest {
  private static final Instant START = Instant.parse("2026-11-18T12:00:00Z");
  private final GateHistory history = new GateHistory(START);

  private void look(int basisPoints, Instant since, long second, Says says) {
    Difference difference =
        new Difference(Difference.Scale.POINTS, -0.1, second / 1e6, 0.1, 0.5, Difference.Bad.ABOVE);
    Verdict verdict = new Verdict("errors", says, "errors", null, null, 1, difference);
    history.look(view(basisPoints, since, verdict), START.plusSeconds(second));
  }

  private static RolloutView view(int basisPoints, Instant since, Verdict verdict) {
    return new RolloutView(
        "catalog",
        Phase.RUNNING,
        1,
        2,
        basisPoints,
        null,
        since,
        null,
        null,
        List.of(),
        List.of(verdict),
        null,
        null,
        List.of(),
        List.of(),
        1,
        "catalog",
        true,
        null,
        Transition.Kind.START,
        "ana",
        since,
        "go");
  }

  private List<Point> points() {
    return history.points("catalog", "errors");
  }

  @Test
  void points_ofAFewMinutes_areASecondApart() {
    for (int second = 0; second < 200; second++) {
      look(100, START, second, Says.HOLD);
    }

    assertThat(points()).hasSize(200);
    assertThat(points().getLast().at()).isEqualTo(START.plusSeconds(199));
    assertThat(history.points("catalog", "latency")).isEmpty();
    assertThat(history.points("search", "errors")).isEmpty();
  }

  /** A week of seconds: few points, evenly apart, from the first moment to the last. */
  @Test
  void points_ofAWeek_areFewAndReachBackToTheBeginning() {
    long week = Duration.ofDays(7).toSeconds();
    for (long second = 0; second <= week; second++) {
      look(100, START, second, second < week / 2 ? Says.HOLD : Says.PASS);
    }

    List<Point> points = points();
    assertThat(points).hasSizeBetween(120, 241);
    assertThat(points.getFirst().at()).isEqualTo(START);
    assertThat(points.getLast().at()).isEqualTo(START.plusSeconds(week));
    long longest = 0;
    for (int i = 1; i < points.size(); i++) {
      long apart = Duration.between(points.get(i - 1).at(), points.get(i).at()).toSeconds();
      assertThat(apart).isPositive();
      longest = Math.max(longest, apart);
    }
    assertThat(longest).isLessThanOrEqualTo(week / 100);
  }

  @Test
  void points_ofManyStages_keepTheNewestBestAndStayBounded() {
    for (int stage = 0; stage < 30; stage++) {
      for (int second = 0; second < 1_000; second++) {
        long at = stage * 1_000L + second;
        look(100 * (stage + 1), START.plusSeconds(stage * 1_000L), at, Says.PASS);
      }
    }

    List<Point> points = points();
    assertThat(points).hasSizeLessThanOrEqualTo(GateHistory.MOST + 5);
    assertThat(points.stream().filter(point -> point.basisPoints() == 3_000).count())
        .isGreaterThan(100);
    assertThat(points.stream().filter(point -> point.basisPoints() == 2_900).count())
        .isBetween(50L, 121L);
    assertThat(points).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }

  @Test
  void changes_areTheNewestAndBounded() {
    Verdict verdict = new Verdict("errors", Says.FAIL, "errors: fail", null, null, 1);
    for (int i = 0; i < 500; i++) {
      history.change("catalog", verdict, Says.PASS, START.plusSeconds(i));
    }

    assertThat(history.changes("catalog")).hasSize(100);
    assertThat(history.changes("catalog").getFirst().at()).isEqualTo(START.plusSeconds(499));
    assertThat(history.changes("search")).isEmpty();
  }
}
