package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.rollout.RolloutCommand;
import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.Retention;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A rollout of a running gateway: what operators order, what visitors get, what is remembered. */
class RolloutTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PLAN =
      "rollout: { stages: [ { percent: 50%%, hold: %s }, { percent: 100%%, hold: 1h } ],"
          + " gates: [ errors: { tolerance: 1pp } ],"
          + " rollback: { reverts: [reads], forwardFixes: [reviews], decider: on-call } }";

  @TempDir Path folder;
  private RunningGateway running;

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    plan(PLAN.formatted("1h"));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void plan(String plan) throws Exception {
    running.write(running.config("0%").replace("exposure: { percent: 0% }", plan));
    assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> order(String order, String body) throws Exception {
    return running.post("/api/v1/rollouts/shop/" + order, body);
  }

  private JsonNode rollout() throws Exception {
    return running.json("/api/v1/rollouts/shop");
  }

  /** Who serves each of so many visitors, who come back with their cookie. */
  private List<String> visit(int visitors) throws Exception {
    List<String> served = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < visitors; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(running.shop("/p/1"))
                .header("Cookie", "cf_id=visitor-" + i)
                .build();
        served.add(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
      }
    }
    return served;
  }

  @Test
  void idleRollout_servesLegacyAlone_untilItIsStarted() throws Exception {
    assertThat(visit(20)).containsOnly("legacy");
    assertThat(rollout().path("state").asString()).isEqualTo("idle");

    assertThat(order("start", "{\"reason\":\"here we go\"}").statusCode()).isEqualTo(200);

    assertThat(visit(60)).contains("legacy", "next");
    assertThat(rollout().path("exposure").asDouble()).isEqualTo(50);
    assertThat(rollout().path("stage").asInt()).isEqualTo(1);
    assertThat(running.json("/api/v1/status").path("units").path(0).path("state").asString())
        .isEqualTo("running");
    assertThat(running.get(running.admin("/metrics")).body())
        .contains("crossfade_exposure_ratio{unit=\"shop\"} 0.5")
        .contains("crossfade_rollout_stage{unit=\"shop\"} 1");
  }

  @Test
  void rollback_isWhatTheVeryNextVisitorGets_andSurvivesARestart() throws Exception {
    order("start", "{}");
    List<String> before = visit(40);
    assertThat(before).contains("next");

    HttpResponse<String> answer = order("rollback", "{\"reason\":\"prices differ\"}");

    assertThat(visit(40)).containsOnly("legacy");
    assertThat(answer.body()).contains("\"rolled-back\"", "reads", "reviews", "on-call");
    running.restart();
    assertThat(visit(40)).containsOnly("legacy");
    assertThat(rollout().path("lastReason").asString()).isEqualTo("prices differ");

    order("start", "{}");
    assertThat(visit(40)).isEqualTo(before);
  }

  @Test
  void runningRollout_afterARestart_servesTheSameVisitorsTheSame() throws Exception {
    order("start", "{\"freshSalt\":true}");
    List<String> before = visit(40);
    String holds = rollout().path("holdsUntil").asString();

    running.restart();

    assertThat(visit(40)).isEqualTo(before);
    assertThat(rollout().path("holdsUntil").asString()).isEqualTo(holds);
  }

  @Test
  void reload_thatChangesThePlan_movesNobody() throws Exception {
    order("start", "{}");
    List<String> before = visit(40);

    String other = PLAN.formatted("1s").replace("50%", "10%");
    String text = running.config("0%").replace("exposure: { percent: 0% }", other);
    assertThat(running.post("/api/v1/config/check", text).body())
        .contains("stays at 50%, and its hold until");
    plan(other);

    assertThat(visit(40)).isEqualTo(before);
    assertThat(rollout().path("exposure").asDouble()).isEqualTo(50);
  }

  /** As a later version writes it, before somebody goes back to this one. */
  private void writeUnreadableStep(String unit) {
    try (FileJournal journal =
        FileJournal.open(folder.resolve("state"), Clock.systemUTC(), Retention.DEFAULT)) {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", "teleport");
      journal.append(new Draft("ana", "rollout", unit, "", body));
    }
  }

  @Test
  void start_journalOfALaterVersion_isRefusedAndLeavesNothingBehind() throws Exception {
    assertThatThrownBy(() -> running.restart(() -> writeUnreadableStep("shop")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("cannot be read");

    FileJournal.open(folder.resolve("state"), Clock.systemUTC(), Retention.DEFAULT).close();
  }

  @Test
  void reload_rolloutThatCannotBeTakenUp_isRefusedAndTheOldPlanServesOn() throws Exception {
    running.restart(() -> writeUnreadableStep("blog"));
    order("start", "{}");
    List<String> before = visit(40);
    String blog =
        "units:\n  - { name: blog, match: { path: /blog/** }, " + PLAN.formatted("1h") + " }";
    String text = running.config("0%").replace("units:", blog);
    running.write(text.replace("exposure: { percent: 0% }", PLAN.formatted("1h")));

    HttpResponse<String> refused = running.post("/api/v1/config/reload", "{}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("about the rollout of blog cannot be read");
    assertThat(visit(40)).isEqualTo(before);
    assertThat(rollout().path("state").asString()).isEqualTo("running");
  }

  @Test
  void storefrontThatBreaks_isLeftByItself() throws Exception {
    order("start", "{}");
    visit(30);
    running.next.breakDown();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(30);
              assertThat(rollout().path("state").asString()).isEqualTo("rolled-back");
            });

    assertThat(rollout().path("lastBy").asString()).isEqualTo("gate:errors");
    assertThat(rollout().path("lastReason").asString()).contains("errors: next", ": fail");
    assertThat(visit(30)).containsOnly("legacy");
  }

  @Test
  void healthyRollout_holdOver_advancesByItself() throws Exception {
    plan(PLAN.formatted("1s"));
    order("start", "{}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(100);
              assertThat(rollout().path("exposure").asDouble()).isEqualTo(100);
            });

    assertThat(rollout().path("lastBy").asString()).isEqualTo("schedule");
    assertThat(visit(20)).containsOnly("next");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          start    | {"to":"25%"}       | 409 | to 25% with start (expected: with advance or rollback)
          rollback | {"force":true}     | 409 | force with rollback (expected: with advance)
          hold     | {"freshSalt":true} | 409 | a fresh salt with hold (expected: with start)
          advance  | {}                 | 409 | it was not started (expected: start)
          advance  | {"forse":true}     | 400 | forse
          advance  | {"force":1}        | 400 | force: 1 (expected: true or false)
          advance  | {"reason":7}       | 400 | reason: 7 (expected: a text)
          advance  | [                  | 400 | no JSON
          advance  | []                 | 400 | no JSON object
          explode  | {}                 | 400 | is no order (expected: one of start, advance
          """)
  void order_thatCannotBe_saysWhyAndMovesNothing(String order, String body, int status, String said)
      throws Exception {
    HttpResponse<String> answer = order(order, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(said);
    assertThat(rollout().path("state").asString()).isEqualTo("idle");
  }

  @Test
  void journal_tellsWhoDidWhatAndWhy_pageByPage() throws Exception {
    order("start", "{\"reason\":\"go\"}");
    order("rollback", "{\"reason\":\"stop\"}");

    JsonNode first = running.json("/api/v1/journal?limit=1");
    assertThat(first.path("entries").path(0).toString())
        .contains("\"actor\":\"local\"", "\"kind\":\"rollout\"", "\"subject\":\"shop\"", "stop");
    JsonNode second = running.json("/api/v1/journal?limit=1&cursor=" + first.path("cursor"));
    assertThat(second.path("entries").path(0).path("reason").asString()).isEqualTo("go");
    assertThat(running.get(running.admin("/api/v1/journal?limit=0")).statusCode()).isEqualTo(400);
  }

  @Test
  void unitWithoutARollout_isNotFound() throws Exception {
    assertThat(running.post("/api/v1/rollouts/shoop/start", "{}").statusCode()).isEqualTo(404);
    assertThat(running.get(running.admin("/api/v1/rollouts/shoop")).statusCode()).isEqualTo(404);
  }

  /** What a command said and how it ended. */
  private record Ran(int exit, String out, String err) {}

  private Ran run(String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = (line + " --admin " + running.admin("")).split(" ", -1);
    int exit =
        Cli.run(
            words,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            RolloutCommand.class);
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void commands_driveARollout_andSayWhereItIs() {
    assertThat(run("rollout status").out()).contains("shop: idle at 0%, stage 0 of 2");

    Ran started = run("rollout start shop --reason go");
    assertThat(started.out()).contains("shop: running at 50%, stage 1 of 2", "holds until");
    assertThat(started.exit()).isZero();

    Ran refused = run("rollout advance shop");
    assertThat(refused.err()).contains("hold");
    assertThat(refused.exit()).isEqualTo(1);

    Ran back = run("rollout rollback shop --to 0% --reason enough");
    assertThat(back.out())
        .contains("shop: rolled-back at 0%", "reverts", "reads", "reviews (needs a forward fix)");
    assertThat(back.exit()).isZero();
    assertThat(run("rollout status shop --json").out()).contains("\"lastReason\":\"enough\"");
    assertThat(run("rollout status shoop").exit()).isEqualTo(1);
  }
}
