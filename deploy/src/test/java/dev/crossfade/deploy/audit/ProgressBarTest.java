package dev.crossfade.deploy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The one line of progress. */
class ProgressBarTest {
  @Test
  void line_hasShareRateAndTimeLeft() {
    assertThat(ProgressBar.line(0, 500, 17, 2_000, Duration.ofSeconds(5)))
        .isEqualTo("[######··················] 25% 500 of 2,000, 100/s, 15s left, 17 findings");
  }

  @Test
  void line_ofAResumedAudit_countsItsOwnRate() {
    assertThat(ProgressBar.line(1_000, 1_010, 1, 3_000, Duration.ofSeconds(10)))
        .contains("33%", "1.0/s", "33m left", "1 finding")
        .doesNotContain("findings");
  }

  @Test
  void line_withoutATotal_promisesNothing() {
    assertThat(ProgressBar.line(0, 40, 0, -1, Duration.ofSeconds(2)))
        .isEqualTo("40, 20/s, 0 findings");
  }

  @Test
  void line_atItsBeginning_isALine() {
    assertThat(ProgressBar.line(0, 0, 0, 10, Duration.ZERO)).contains("0% 0 of 10");
  }
}
