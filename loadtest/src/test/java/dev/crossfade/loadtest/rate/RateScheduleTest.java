package dev.crossfade.loadtest.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crossfade.loadtest.rate.RatePlan.Protocol;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans that can be, when their requests are due, and how results are told. */
class RateScheduleTest {
  private static RatePlan plan(String url, double rate, int connections) {
    return new RatePlan(
        URI.create(url), Protocol.H1, rate, Duration.ofSeconds(1), connections, 1, List.of());
  }

  @Test
  void due_overAllSlots_isEvenlySpread() {
    RateSchedule schedule = RateSchedule.of(plan("http://a/", 1_000, 4), 5_000);
    TreeSet<Long> due = new TreeSet<>();
    for (int slot = 0; slot < 4; slot++) {
      for (long number = 0; !schedule.isOver(schedule.due(slot, number, 0)); number++) {
        due.add(schedule.due(slot, number, 0));
      }
    }

    assertThat(due).hasSize(1_000);
    assertThat(due.first()).isEqualTo(5_000);
    assertThat(due.last()).isEqualTo(5_000 + 999_000_000);
  }

  @Test
  void due_withoutARate_isNow() {
    RateSchedule schedule = RateSchedule.of(plan("http://a/", RatePlan.MAX, 1), 5_000);

    assertThat(schedule.due(0, 17, 9_000)).isEqualTo(9_000);
    assertThat(schedule.isTooLate(5_000 + 1_000_000_000)).isTrue();
  }

  @ParameterizedTest(name = "{0} at {1} over {2}")
  @CsvSource({
    "ftp://a/, 1, 1, target: ftp://a/ (expected: an http",
    "/path, 1, 1, target: /path",
    "http://a/, 0, 1, rate: 0.0 (expected: more than 0)",
    "http://a/, 1, 0, connections: 0 (expected: 1 or more)",
  })
  void plan_thatCannotBe_saysWhy(String url, double rate, int connections, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(url, rate, connections))
        .withMessageContaining(said);
  }

  private static RateResult result() {
    RateTally tally = new RateTally();
    tally.onAnswer(200, 3_000_000, 1_000_000);
    tally.onAnswer(503, 4_000_000, 1_000_000);
    tally.onUnsent(8_000_000);
    return tally.result(plan("http://a/?x=<1>".replace("<1>", "1&y"), 3, 1));
  }

  @Test
  void table_tellsBothLatenciesAndWhatWentWrong() {
    assertThat(String.join("\n", RateTable.lines(result())))
        .contains("1 answered (1.0/s), 1 failed, 1 due and never sent")
        .contains("{200=1, 503=1}")
        .contains("failed     status 503");
    assertThat(RateTable.values(result())).containsEntry("unsent", 1L).containsEntry("rate", 3.0);
  }

  @Test
  void page_needsNothingElse() {
    String page = RatePage.of(result(), List.of("a < b"));

    assertThat(page)
        .contains("<title>Load on http://a/?x=1&amp;y</title>", "a &lt; b")
        .contains("<polyline class=\"latency\"", "prefers-color-scheme: dark")
        .doesNotContain("NaN", "<script", "src=", "Infinity");
  }
}
