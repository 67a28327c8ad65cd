package dev.crossfade.console.pages.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.RolloutService.By;
import dev.crossfade.console.service.RolloutService.Difference;
import dev.crossfade.console.service.RolloutService.Freeze;
import dev.crossfade.console.service.RolloutService.GatePoint;
import dev.crossfade.console.service.RolloutService.Option;
import dev.crossfade.console.service.RolloutService.Past;
import dev.crossfade.console.service.RolloutService.Turn;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page of a rollout says in each situation, read as its HTML. */
class RolloutPageTest {
  private final Rollouts service = new Rollouts();

  private static Frame frame(Role role) {
    return new Frame(
        "catalog", Section.ROLLOUTS, new Actor("ana", role), "token", true, Map.of(), null);
  }

  private String page(Role role, @Nullable Tried tried, @Nullable String problem) {
    return page(role, tried, problem, Long.MAX_VALUE);
  }

  private String page(Role role, @Nullable Tried tried, @Nullable String problem, long before) {
    StringOutput output = new StringOutput();
    Html.TEMPLATES
        .rollout(frame(role), RolloutPage.of(service, service.catalog(), before, tried, problem))
        .render(output);
    return output.toString();
  }

  private String page() {
    return page(Role.OPERATOR, null, null);
  }

  /** The text of a page as one reads it. */
  private static String text(String html) {
    return html.replaceAll("(?s)<script.*?</script>", "")
        .replaceAll("<[^>]*>", "")
        .replaceAll("[\\s\u00a0]+", " ");
  }

  @Test
  void page_saysFirstWhatNeedsAPerson() {
    service.held = new By("finn", Rollouts.SINCE, "the CDN is purged");
    service.state = "held";

    String text = text(page());

    assertThat(text).contains("Held by finn", "the CDN is purged", "until somebody resumes it");
    assertThat(text.indexOf("Held by finn")).isLessThan(text.indexOf("48 h"));
    assertThat(text.indexOf("48 h")).isLessThan(text.indexOf("Gates, next beside"));
    assertThat(text.indexOf("Gates, next beside")).isLessThan(text.indexOf("If you roll back now"));
  }

  @Test
  void running_withinItsHold_needsNobody() {
    assertThat(text(page())).contains("Nothing needs you", "it goes on to 100 %");
  }

  @Test
  void running_holdOver_saysWhichGateHoldsIt() {
    service.holdsUntil = Instant.now().minusSeconds(60);

    assertThat(text(page())).contains("Stays at 25 %: what it sees of stock.");
  }

  @Test
  void running_holdOverAndManual_waitsForAnOperator() {
    service.holdsUntil = Instant.now().minusSeconds(60);
    service.advance = "manual";
    service.gates.removeLast();
    service.options.set(1, new Option("advance", "100%", true, null, List.of()));

    assertThat(text(page())).contains("waits for an operator to advance it to 100 %");
  }

  @Test
  void journalThatFails_isToldBeforeAll() {
    service.durable = false;
    service.storeProblem = "disk full";

    assertThat(text(page())).contains("not durable", "disk full");
  }

  @Test
  void rolledBack_saysByWhomAndWhy() {
    service.state = "rolled-back";
    service.exposure = 0;
    service.lastBy = "gate:errors";
    service.lastReason = "errors: next 9 %: fail";

    String text = text(page());

    assertThat(text).contains("Rolled back by gate errors", "errors: next 9 %: fail");
    assertThat(text).contains("Legacy serves the unit already");
  }

  @Test
  void track_hasEachStageWithItsPlace() {
    String html = page();

    assertThat(html).contains("<li class=\"done\"", "<li class=\"now\" aria-current=\"step\"");
    assertThat(text(html)).contains("24 h · done", "not before", "(freeze)", "waits for stock");
  }

  @Test
  void gates_haveFiguresOfBothArmsAndAnInterval() {
    String html = page();

    assertThat(text(html))
        .contains("what it sees of errors", "0.36 %", "0.19 %", "a fail rolls back");
    assertThat(html)
        .contains(
            "aria-label=\"difference -0.17 pp, between -0.29 pp and +0.12 pp, allowed at most +0.5"
                + " pp\"")
        .doesNotContain("style=");
    assertThat(text(html)).contains("legal", "asked at 100 %");
  }

  @Test
  void gateOverTime_isAChartOfItsBand() {
    for (int i = 0; i < 1_000; i++) {
      Difference difference = Rollouts.difference(-1.0 / (i + 1), 0.1, 900.0 / (i + 1), 0.5, "pp");
      service.points.add(
          new GatePoint(
              Rollouts.SINCE.plusSeconds(i), i < 400 ? 5 : 25, "hold", i < 10 ? null : difference));
    }

    String html = page();

    assertThat(html).contains("id=\"plot-errors\"", "\"kind\":\"BAND\"", "\"tolerance\":0.5");
    assertThat(html).contains("\"text\":\"5 %\"", "\"text\":\"25 %\"");
    assertThat(html).doesNotContain("900");
    assertThat(html.length()).isLessThan(40_000);
  }

  @Test
  void orders_areThoseThatAreNotRefused_withTheReasonsOfTheOthers() {
    String html = page();

    assertThat(html).contains("id=\"do-hold\"", "id=\"do-rollback\"", "id=\"do-advance\"");
    assertThat(html).doesNotContain("id=\"do-start\"", "id=\"do-resume\"");
    assertThat(text(html)).contains("What cannot be ordered now", "it is running already, at 25%");
    assertThat(html).contains("name=\"csrf\" value=\"token\"");
  }

  @Test
  void advance_saysHowManyVisitorsAndWhatStandsAgainstIt() {
    String text = text(page());

    assertThat(text).contains("about 930 more of the 1 240", "This stands against it");
    assertThat(text).contains("gate stock: no data yet: hold", "Override it");
  }

  @Test
  void rollback_saysWhatItDoesBeforeItIsDone() {
    String text = text(page());

    assertThat(text)
        .contains("132 checkouts under way on next (pin cart) finish there.")
        .contains("Reverts catalog reads.", "Does not undo reviews.");
    assertThat(page()).contains("required");
  }

  @Test
  void viewer_getsNoFormsAndIsToldWhy() {
    String html = page(Role.VIEWER, null, null);

    assertThat(html).doesNotContain("<dialog", "commandfor");
    assertThat(text(html)).contains("You look at it as a viewer");
  }

  @Test
  void refusedOrder_isOpenAgainWithWhatWasTyped() {
    Tried tried = new Tried("rollback", "", "prices <differ>", "5%", false, false, "");

    String html = page(Role.OPERATOR, tried, "Nothing was done. It moved meanwhile.");

    assertThat(html)
        .contains("<dialog id=\"do-rollback\" aria-labelledby=\"do-rollback-title\" open>");
    assertThat(html).contains("prices &lt;differ&gt;</textarea>", "value=\"5%\" selected");
    assertThat(text(html)).contains("refused Nothing was done. It moved meanwhile.");
  }

  @Test
  void refusedOrder_thatIsNoLongerOffered_isTold() {
    Tried tried = new Tried("resume", "", "", "", false, false, "");

    String html = page(Role.OPERATOR, tried, "Nothing was done. It is not held.");

    assertThat(html).doesNotContain(" open>");
    assertThat(text(html)).contains("refused Nothing was done. It is not held.");
  }

  @Test
  void manualGate_canBeApproved() {
    service.options.add(new Option("approve", "legal", true, null, List.of()));

    String html = page();

    assertThat(html).contains("commandfor=\"do-approve-legal\"");
    assertThat(html).contains("action=\"/rollouts/catalog/gates/legal/approve\"");
    assertThat(text(html)).contains("Waits for somebody to approve it");
  }

  @Test
  void freezes_areToldWithTheirZone() {
    service.freezes.add(new Freeze(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60)));
    service.freezes.add(
        new Freeze(
            Rollouts.SINCE.plusSeconds(900_000_000L), Rollouts.SINCE.plusSeconds(900_086_400L)));

    assertThat(text(page())).contains("Written in Asia/Kolkata", "now, until");
  }

  @Test
  void history_isOrdersAndVerdicts_newestFirst() {
    service.past.add(past(9, 300, "rollback", "ana", "prices differ", List.of()));
    service.past.add(past(7, 100, "advance", "schedule", "hold over", List.of("gate x: hold")));
    service.turns.add(
        new Turn(Rollouts.SINCE.plusSeconds(200), "errors", "pass", "fail", "errors: bad: fail"));
    service.turns.add(
        new Turn(Rollouts.SINCE.plusSeconds(50), "errors", null, "hold", "errors: no data: hold"));

    String history = text(page());
    history = history.substring(history.indexOf("History"));

    assertThat(history)
        .containsSubsequence(
            "rollback",
            "by ana",
            "prices differ",
            "pass → fail",
            "by the schedule",
            "overrode: gate x: hold");
    assertThat(history).doesNotContain("no data");
  }

  @Test
  void history_ofMany_isPaged() {
    for (int i = 40; i > 0; i--) {
      service.past.add(past(i, i, "hold", "ana", "reason " + i + ".", List.of()));
    }

    assertThat(page()).contains("?before=26#history").doesNotContain("reason 25.");
    String older = page(Role.OPERATOR, null, null, 26);
    assertThat(older).contains("reason 25.", "?before=11#history").doesNotContain("reason 26.");
  }

  private static Past past(
      long seq, long second, String order, String actor, String reason, List<String> overrode) {
    return new Past(
        seq,
        Rollouts.SINCE.plusSeconds(second),
        actor,
        order,
        "running",
        "running",
        5,
        25,
        reason,
        overrode);
  }

  @Test
  void list_ofNone_saysWhatToWrite() {
    service.exists = false;

    String html = list();

    assertThat(text(html)).contains("No unit has a rollout", "percent: 1%", "docs/rollouts.md");
  }

  @Test
  void list_tellsWhatNeedsSomebodyFirst() {
    service.state = "held";
    service.held = new By("finn", Rollouts.SINCE, "lunch");

    String text = text(list());

    assertThat(text.indexOf("Held by finn")).isLessThan(text.indexOf("held at 25 %"));
    assertThat(text).contains("1 hold", "1 pass", "owner catalog-team");
  }

  private String list() {
    StringOutput output = new StringOutput();
    Html.TEMPLATES
        .rollouts(
            frame(Role.OPERATOR),
            service.rollouts().stream()
                .map(rollout -> RolloutLine.of(rollout, Instant.now()))
                .toList())
        .render(output);
    return output.toString();
  }

  /** Nothing that visitors, storefronts or operators wrote becomes markup. */
  @ParameterizedTest
  @ValueSource(
      strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='x"})
  void hostileTexts_stayTexts(String hostile) {
    service.lastReason = hostile;
    service.state = "held";
    service.held = new By(hostile, Rollouts.SINCE, hostile);
    service.gates.add(Rollouts.gate(hostile, "fail", null));
    service.past.add(past(1, 1, hostile, hostile, hostile, List.of(hostile)));

    String html =
        page(Role.OPERATOR, new Tried("hold", "", hostile, "", false, false, ""), hostile);

    assertThat(html).doesNotContain("<script>alert", "<img", "onclick='x'", "\" onclick");
  }

  @ParameterizedTest
  @CsvSource({
    "hold, '', false, Say why",
    "rollback, '', false, Say why",
    "abort, '', false, Say why",
    "advance, '', true, Say why",
    "hold, lunch, false, ",
    "advance, '', false, ",
    "start, '', false, "
  })
  void tried_withoutAReasonWhereOneIsNeeded_isNotEvenAsked(
      String order, String reason, boolean force, @Nullable String said) {
    Tried tried = new Tried(order, "", reason, "", force, false, "");

    String misses = tried.misses();

    if (said == null) {
      assertThat(misses).isNull();
    } else {
      assertThat(misses).startsWith(said);
    }
  }

  /** Two operators have the page open; what is safe is done whatever the other did. */
  @Test
  void tried_isMeantForWhatWasSeen_unlessItTakesNobodyAway() {
    Tried advance = new Tried("advance", "", "", "100%", false, false, "seen");
    Tried rollback = new Tried("rollback", "", "broken", "0%", false, false, "seen");

    assertThat(advance.expected().isMetBy("seen")).isTrue();
    assertThat(advance.expected().isMetBy(service.catalog().version())).isFalse();
    assertThat(rollback.expected().isMetBy(service.catalog().version())).isTrue();
    assertThat(Tried.late(service.catalog()))
        .contains("meanwhile ana has given the order “advance” (looks good)");
  }
}
