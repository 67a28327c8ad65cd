package dev.crossfade.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.value.Expectation;
import dev.crossfade.rollout.gates.Difference;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the leader tells the others of its gates. */
class StageVerdictsTest {
  private static final Instant SINCE = Instant.parse("2026-11-18T12:00:00.123Z");
  private static final StageView STAGE = new StageView(2, 1, 2_500, SINCE, false, 3);
  private static final Verdict ERRORS =
      new Verdict("errors", Says.HOLD, "errors: 0.2 % of 31 \"answers\"", null, 0.002, 31);
  private static final Verdict BASKET =
      new Verdict(
          "basket",
          Says.PASS,
          "basket: 41 is at least 40",
          null,
          41.0,
          1,
          Difference.of(Expectation.parse(">= 40"), 41.0));

  @Test
  void parse_whatWasTold_isTheSame() {
    StageVerdicts told = StageVerdicts.of(STAGE, List.of(ERRORS, BASKET));

    assertThat(StageVerdicts.parse(told.toText())).contains(told);
    assertThat(told.areAbout(STAGE)).isTrue();
  }

  @Test
  void areAbout_sameStageResumedElsewhere_isThatStage() {
    StageVerdicts told = StageVerdicts.of(STAGE, List.of());

    assertThat(told.areAbout(new StageView(2, 7, 2_500, SINCE, true, 0))).isTrue();
    assertThat(told.areAbout(new StageView(3, 1, 2_500, SINCE, false, 3))).isFalse();
    assertThat(told.areAbout(new StageView(2, 1, 5_000, SINCE, false, 3))).isFalse();
    assertThat(told.areAbout(new StageView(2, 1, 2_500, SINCE.plusMillis(1), false, 3))).isFalse();
  }

  @Test
  void differFrom_onlyFiguresMoved_doNotDiffer() {
    Verdict later = new Verdict("errors", Says.HOLD, "errors: 0.3 % of 62", null, 0.003, 62);
    Verdict failed = new Verdict("errors", Says.FAIL, "errors: 3 % of 62", null, 0.03, 62);
    StageVerdicts before = StageVerdicts.of(STAGE, List.of(ERRORS));

    assertThat(StageVerdicts.of(STAGE, List.of(later)).differFrom(before)).isFalse();
    assertThat(StageVerdicts.of(STAGE, List.of(failed)).differFrom(before)).isTrue();
    assertThat(StageVerdicts.of(STAGE, List.of()).differFrom(before)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"run\":1,\"basisPoints\":100,\"since\":\"yesterday\",\"verdicts\":[]}",
        "{\"run\":1,\"basisPoints\":100,\"since\":\"2026-11-18T12:00:00Z\",\"verdicts\":[null]}",
        "{\"run\":1,\"basisPoints\":100,\"since\":\"2026-11-18T12:00:00Z\",\"verdicts\":[{}]}"
      })
  void parse_whatNoGatewayWrites_isNothing(String text) {
    assertThat(StageVerdicts.parse(text)).isEmpty();
  }

  @Test
  void parse_whatALaterVersionAdds_isPassedOver() {
    String text = StageVerdicts.of(STAGE, List.of(ERRORS)).toText();

    assertThat(StageVerdicts.parse(text.replaceFirst("\\{", "{\"leader\":\"a\",")))
        .contains(StageVerdicts.of(STAGE, List.of(ERRORS)));
  }
}
