package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a running gateway tells of a rollout to whoever decides about it. */
class RolloutShownTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PLAN =
      """
      rollout:
            advance: manual
            stages:
              - { percent: 50%, hold: 0s }
              - { percent: 75%, hold: 1h }
              - { percent: 100%, hold: 1h }
            freeze: { timezone: Asia/Kolkata, dates: ["2090-01-01 - 2090-01-02"] }
            gates:
              - errors: { tolerance: 1pp, minSamples: 5 }
              - manual: { name: legal, stages: [75%] }
            rollback: { to: previous, window: 2d }
      """;

  @TempDir Path folder;
  private RunningGateway running;

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    running.write(
        running
                .config("0%")
                .replace(
                    "- { name: shop, match: [ { path: /** } ], exposure: { percent: 0% } }",
                    "- name: shop\n    match: [ { path: /** } ]\n    " + PLAN.indent(0).strip())
            + "pins: { cart: { start: [ { path: /cart } ], scope: [shop],"
            + " end: [ { path: /done } ], onRollback: evict } }\n");
    assertThat(running.post("/api/v1/config/reload", "{}").body()).doesNotContain("problem");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private JsonNode rollout() throws Exception {
    return running.json("/api/v1/rollouts/shop");
  }

  private void order(String order, String body) throws Exception {
    assertThat(running.post("/api/v1/rollouts/shop/" + order, body).statusCode()).isEqualTo(200);
  }

  private void visit(int visitors, String path) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < visitors; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(running.shop(path))
                .header("Cookie", "cf_id=visitor-" + i)
                .header("Accept", "text/html")
                .build();
        client.send(request, HttpResponse.BodyHandlers.ofString());
      }
    }
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.path(field).asString("")));
    return texts;
  }

  private static JsonNode option(JsonNode rollout, String order, String to) {
    for (JsonNode option : rollout.path("orders")) {
      if (option.path("order").asString().equals(order)
          && option.path("to").asString().equals(to)) {
        return option;
      }
    }
    throw new AssertionError(order + " " + to + " is not among " + rollout.path("orders"));
  }

  @Test
  void plan_ofAnIdleRollout_isAllAhead() throws Exception {
    JsonNode plan = rollout().path("plan");

    assertThat(plan.path("advance").asString()).isEqualTo("manual");
    assertThat(texts(plan.path("stages"), "place")).containsOnly("ahead").hasSize(3);
    assertThat(plan.path("stages").path(2).path("exposure").asDouble()).isEqualTo(100);
    assertThat(plan.path("stages").path(2).path("holdSeconds").asLong()).isEqualTo(3_600);
    assertThat(texts(plan.path("gates"), "name")).containsExactly("errors", "legal");
    assertThat(plan.path("gates").path(1).path("manual").asBoolean()).isTrue();
    assertThat(plan.path("gates").path(0).path("asks").asString()).contains("1pp");
    assertThat(plan.path("timezone").asString()).isEqualTo("Asia/Kolkata");
    assertThat(rollout().path("back").path("windowSeconds").asLong()).isEqualTo(172_800);
  }

  @Test
  void stages_ofARunningRollout_knowTheirTimes_alsoAfterARestart() throws Exception {
    order("start", "{}");
    order("advance", "{\"force\":true,\"reason\":\"tested by hand\"}");
    running.restart();

    JsonNode stages = rollout().path("plan").path("stages");

    assertThat(texts(stages, "place")).containsExactly("done", "now", "ahead");
    assertThat(stages.path(0).path("until").asString())
        .isEqualTo(stages.path(1).path("since").asString());
    assertThat(stages.path(1).path("until").isNull()).isTrue();
    assertThat(stages.path(2).path("earliest").isNull()).isFalse();
  }

  @Test
  void orders_sayWhatWouldBeRefusedAndWhatForceOverrides() throws Exception {
    order("start", "{}");

    JsonNode now = rollout();
    assertThat(option(now, "start", "").path("refused").asString()).contains("running already");
    assertThat(option(now, "hold", "").path("refused").isNull()).isTrue();
    assertThat(option(now, "advance", "75%").path("overrides").toString()).contains("gate errors");
    assertThat(option(now, "rollback", "0%").path("usual").asBoolean()).isTrue();

    order("advance", "{\"force\":true,\"reason\":\"now\"}");
    assertThat(option(rollout(), "rollback", "50%").path("usual").asBoolean()).isTrue();
    assertThat(option(rollout(), "approve", "legal").path("refused").isNull()).isTrue();
    order("gates/legal/approve", "{\"reason\":\"read it all\"}");
    JsonNode legal = rollout().path("plan").path("gates").path(1).path("approved");
    assertThat(legal.path("actor").asString()).isEqualTo("local");
    assertThat(legal.path("reason").asString()).isEqualTo("read it all");
  }

  @Test
  void gates_haveTheFiguresOfTheirSentence_andAHistory() throws Exception {
    order("start", "{}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(40, "/p/1");
              assertThat(rollout().path("gates").path(0).path("verdict").asString())
                  .isEqualTo("pass");
              assertThat(history("errors").path("points").size()).isGreaterThan(2);
              assertThat(history("errors").path("points").path(2).path("difference").isNull())
                  .isFalse();
            });

    JsonNode errors = rollout().path("gates").path(0);
    assertThat(errors.path("kind").asString()).isEqualTo("errors");
    JsonNode difference = errors.path("difference");
    assertThat(difference.path("unit").asString()).isEqualTo("pp");
    assertThat(difference.path("tolerance").asDouble()).isEqualTo(1);
    assertThat(difference.path("estimate").asDouble()).isZero();
    assertThat(difference.path("high").asDouble()).isPositive();
    assertThat(difference.path("bad").asString()).isEqualTo("above");
    assertThat(history("errors").path("began").isString()).isTrue();
    assertThat(rollout().path("visitors").path("next").asLong()).isBetween(10L, 30L);
    assertThat(texts(running.json("/api/v1/rollouts/shop/verdicts").path("turns"), "gate"))
        .contains("errors");
    assertThat(history("nosuch").path("points").isEmpty()).isTrue();
    assertThat(running.get(running.admin("/api/v1/rollouts/x/gates/errors/history")).statusCode())
        .isEqualTo(404);
  }

  private JsonNode history(String gate) throws Exception {
    return running.json("/api/v1/rollouts/shop/gates/" + gate + "/history");
  }

  @Test
  void checkoutsUnderWay_areCountedWhereTheyAre() throws Exception {
    order("start", "{}");
    visit(30, "/cart");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode cart = rollout().path("back").path("checkouts").path(0);
              assertThat(cart.path("pin").asString()).isEqualTo("cart");
              assertThat(cart.path("onRollback").asString()).isEqualTo("evict");
              assertThat(cart.path("legacy").asInt() + cart.path("next").asInt()).isEqualTo(30);
              assertThat(cart.path("next").asInt()).isPositive();
            });
  }

  @Test
  void history_isTheUnitsOwn_pageByPage() throws Exception {
    order("start", "{\"reason\":\"go\"}");
    order("rollback", "{\"reason\":\"stop\"}");

    JsonNode first = running.json("/api/v1/rollouts/shop/history?limit=1");
    assertThat(texts(first.path("entries"), "order")).containsExactly("rollback");
    assertThat(first.path("entries").path(0).path("fromExposure").asDouble()).isEqualTo(50);
    JsonNode second =
        running.json("/api/v1/rollouts/shop/history?limit=1&cursor=" + first.path("cursor"));
    assertThat(texts(second.path("entries"), "reason")).containsExactly("go");
    assertThat(running.get(running.admin("/api/v1/rollouts/x/history")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void journal_byKindSubjectAndActor_hasOnlyThose() throws Exception {
    order("start", "{}");
    order("hold", "{\"reason\":\"lunch\"}");

    JsonNode shop = running.json("/api/v1/journal?kind=rollout&subject=shop&actor=local");
    assertThat(texts(shop.path("entries"), "reason")).containsExactly("lunch", "");
    assertThat(running.json("/api/v1/journal?subject=blog").path("entries").isEmpty()).isTrue();
    assertThat(texts(running.json("/api/v1/journal?kind=config").path("entries"), "kind"))
        .containsOnly("config")
        .isNotEmpty();
    assertThat(running.json("/api/v1/journal?actor=nobody").path("entries").isEmpty()).isTrue();
  }
}
