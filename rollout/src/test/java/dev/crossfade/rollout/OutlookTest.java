package dev.crossfade.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.rollout.Outlook.Option;
import dev.crossfade.rollout.Outlook.Place;
import dev.crossfade.rollout.Outlook.Stop;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What lies ahead of a rollout, and which orders would be refused: the same as when given. */
class OutlookTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final TestGateway gateway = new TestGateway();

  private Outlook outlook() {
    return gateway.rollouts.outlook("catalog").orElseThrow();
  }

  private Option option(Transition.Kind order, String to) {
    return outlook().options().stream()
        .filter(option -> option.order() == order && option.to().equals(to))
        .findFirst()
        .orElseThrow();
  }

  private List<String> possible() {
    return outlook().options().stream()
        .filter(option -> option.refused() == null)
        .map(option -> (option.order().text() + " " + option.to()).strip())
        .toList();
  }

  @Test
  void options_inEachState_areWhatIsCarriedOut() {
    assertThat(possible()).containsExactly("start");
    gateway.start();
    assertThat(possible()).containsExactly("hold", "rollback 0%", "abort");
    gateway.hold();
    assertThat(possible()).containsExactly("resume", "rollback 0%", "abort");
    gateway.resume();
    gateway.force("25%");
    assertThat(possible()).containsExactly("hold", "rollback 0%", "rollback 1%", "abort");
    gateway.rollback("1%");
    assertThat(possible()).containsExactly("start", "rollback 0%");
    gateway.rollback(null);
    assertThat(possible()).containsExactly("start");
  }

  @Test
  void advance_beforeItsTime_saysWhatForceWouldOverride() {
    gateway.start();
    gateway.gates.put("latency", Says.HOLD);
    gateway.rollouts.tick();

    Option next = option(Transition.Kind.ADVANCE, "25%");

    assertThat(next.usual()).isTrue();
    assertThat(next.refused()).isEqualTo(refused(gateway.advance()));
    assertThat(next.overrides()).hasSize(2).anyMatch(text -> text.contains("gate latency"));
    Option far = option(Transition.Kind.ADVANCE, "100%");
    assertThat(far.usual()).isFalse();
    assertThat(far.overrides()).anyMatch(text -> text.contains("it would skip 25%"));
  }

  private static String refused(Answer answer) {
    return TestGateway.refusal(answer).replace("catalog: ", "");
  }

  @Test
  void advance_whenItsTimeHasCome_isNotRefused() {
    gateway.reload(TestGateway.config(TestGateway.PLAN + "advance: manual\n"));
    gateway.start();
    gateway.pass(HOUR.plusMinutes(1));

    assertThat(option(Transition.Kind.ADVANCE, "25%").refused()).isNull();
    assertThat(outlook().byItself()).isFalse();
  }

  @Test
  void approval_atItsStage_isAnOptionOnce() {
    gateway.start();
    assertThat(option(Transition.Kind.APPROVE, "signoff").refused()).contains("no approval at 1%");
    gateway.force("100%");
    assertThat(option(Transition.Kind.APPROVE, "signoff").refused()).isNull();
    gateway.approve();
    assertThat(option(Transition.Kind.APPROVE, "signoff").refused()).contains("approved already");
    assertThat(outlook().approvals())
        .containsExactly(Map.entry("signoff", new Note("finn", TestGateway.NOON, "audited")));
  }

  @Test
  void options_whileTheJournalFails_areTheSafeOnes() {
    gateway.start();
    gateway.testJournal().fail("disk full");
    gateway.hold();

    assertThat(possible()).containsExactly("rollback 0%", "abort");
    assertThat(option(Transition.Kind.RESUME, "").refused()).contains("journal fails: disk full");
  }

  @Test
  void stages_haveTheirPlaceAndTheirEarliestTime() {
    gateway.start();
    gateway.force("25%");

    List<Stop> stages = outlook().stages();

    assertThat(stages).extracting(Stop::place).containsExactly(Place.DONE, Place.NOW, Place.AHEAD);
    assertThat(stages.get(2).earliest()).isEqualTo(TestGateway.NOON.plus(Duration.ofHours(2)));
    assertThat(stages.get(2).frozen()).isFalse();
    assertThat(outlook().completes()).isEqualTo(TestGateway.NOON.plus(Duration.ofHours(5)));
  }

  /** From Friday noon on nothing advances until Monday morning. */
  @Test
  void stages_thatWouldBeginInAFreeze_beginAfterIt() {
    gateway.start();
    gateway.hold();
    gateway.ticker.pass(Duration.ofHours(47)); // Friday, 11:00
    gateway.rollouts.tick();

    assertThat(outlook().freezes().getFirst().from())
        .isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
    assertThat(outlook().stages().get(1).earliest())
        .isEqualTo(Instant.parse("2026-11-20T11:00:00Z"));
    Stop last = outlook().stages().get(2);
    assertThat(last.earliest()).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
    assertThat(last.frozen()).isTrue();
  }

  @Test
  void rollbackWindow_endsSoLongAfterTheCompletion() {
    gateway.start();
    gateway.force("100%");
    assertThat(outlook().offeredUntil()).isNull();
    gateway.force(null);

    assertThat(gateway.view().state()).isEqualTo(Phase.COMPLETED);
    assertThat(outlook().offeredUntil()).isEqualTo(TestGateway.NOON.plus(Duration.ofDays(30)));
    assertThat(possible()).containsExactly("rollback 0%", "rollback 1%", "rollback 25%");
    assertThat(outlook().stages()).extracting(Stop::place).containsOnly(Place.DONE);
  }

  @Test
  void past_isTheUnitsOwn_newestFirst_pageByPage() {
    gateway.start();
    gateway.force("100%");
    gateway.rollback(null);

    List<Past> all = gateway.rollouts.past("catalog", Long.MAX_VALUE, 10);

    assertThat(all).extracting(Past::order).containsExactly("rollback", "advance", "start");
    Past forced = all.get(1);
    assertThat(forced.fromBasisPoints()).isEqualTo(100);
    assertThat(forced.basisPoints()).isEqualTo(10_000);
    assertThat(forced.overrode()).anyMatch(text -> text.contains("it would skip 25%"));
    assertThat(gateway.rollouts.past("catalog", forced.seq(), 1))
        .extracting(Past::order)
        .containsExactly("start");
    assertThat(gateway.rollouts.past("search", Long.MAX_VALUE, 10)).isEmpty();
  }
}
