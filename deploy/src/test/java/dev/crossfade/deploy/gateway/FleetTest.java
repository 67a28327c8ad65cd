package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.fleet.Cable;
import dev.crossfade.fleet.RealEtcd;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Three gateways over one real etcd; the third one is behind a cable. */
class FleetTest {
  /** What operators and visitors are promised: a change is everywhere within two seconds. */
  private static final Duration SPREADING = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private RealEtcd etcd;
  private Cable cable;
  private final List<RunningGateway> gateways = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    etcd = RealEtcd.start(Files.createDirectory(folder.resolve("etcd")));
    String address = etcd.address();
    cable = new Cable(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
    gateways.add(gateway("a", address));
    gateways.add(gateway("b", address));
    gateways.add(gateway("c", "127.0.0.1:" + cable.port()));
    patiently().until(() -> fleet(0).path("members").size() == 3);
    patiently().until(() -> leaders() == 1);
  }

  @AfterEach
  void stop() throws IOException {
    gateways.reversed().forEach(RunningGateway::close);
    if (etcd != null) {
      cable.close();
      etcd.close();
    }
  }

  /** The same text for all, as from one repository: what is a gateway's own is in files beside. */
  private RunningGateway gateway(String name, String address) throws Exception {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(home.resolve("name"), name);
    Files.writeString(home.resolve("etcd"), "http://" + address);
    return RunningGateway.in(
        home,
        running -> {
          Files.writeString(home.resolve("legacy"), running.legacy.url());
          Files.writeString(home.resolve("next"), running.next.url());
          return config("50%");
        });
  }

  private String config(String firstStage) {
    return """
    listeners: [ { bind: 127.0.0.1:0 } ]
    admin: { bind: 127.0.0.1:0 }
    backends:
      legacy: { endpoints: ["${file:legacy}"] }
      next: { endpoints: ["${file:next}"] }
    units:
      - name: shop
        match: [ { path: /** } ]
        rollout:
          stages: [ { percent: %s, hold: 1h }, { percent: 100%%, hold: 1h } ]
          gates: [ errors: { tolerance: 1pp } ]
          rollback: { reverts: [reads], forwardFixes: [reviews], decider: on-call }
    pins:
      checkout: { start: [ { path: /cart/add } ], scope: [shop], end: [ { path: /thanks } ] }
    state:
      dir: state
      etcd: { endpoints: ["${file:etcd}"], prefix: /shop, name: "${file:name}", lease: 5s }
    """
        .formatted(firstStage);
  }

  private static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).ignoreExceptions();
  }

  private static ConditionFactory soon() {
    return await().atMost(SPREADING).pollInterval(Duration.ofMillis(20));
  }

  private JsonNode fleet(int gateway) throws Exception {
    return gateways.get(gateway).json("/api/v1/fleet");
  }

  private int leaders() throws Exception {
    int leaders = 0;
    for (int i = 0; i < gateways.size(); i++) {
      leaders += fleet(i).path("role").asString().equals("leader") ? 1 : 0;
    }
    return leaders;
  }

  private int leader() throws Exception {
    for (int i = 0; i < gateways.size(); i++) {
      if (fleet(i).path("role").asString().equals("leader")) {
        return i;
      }
    }
    throw new AssertionError("nobody leads");
  }

  /** All gateways have found the store again, each by itself. */
  private void awaitStore() {
    patiently()
        .untilAsserted(
            () -> {
              for (RunningGateway running : gateways) {
                JsonNode store = running.json("/api/v1/status").path("store");
                assertThat(store.path("problem").isNull()).as("%s", store).isTrue();
              }
            });
  }

  private HttpResponse<String> order(int gateway, String order, String body, String... headers)
      throws Exception {
    return gateways.get(gateway).post("/api/v1/rollouts/shop/" + order, body, headers);
  }

  private JsonNode rollout(int gateway) throws Exception {
    return gateways.get(gateway).json("/api/v1/rollouts/shop");
  }

  private void awaitEverywhere(ConditionFactory within, String state, double exposure) {
    within.untilAsserted(
        () -> {
          for (int i = 0; i < gateways.size(); i++) {
            assertThat(rollout(i).path("state").asString()).isEqualTo(state);
            assertThat(rollout(i).path("exposure").asDouble()).isEqualTo(exposure);
          }
        });
  }

  /** Who serves each of so many visitors at one gateway. */
  private List<String> visit(int gateway, int visitors) throws Exception {
    List<String> served = new ArrayList<>();
    for (int i = 0; i < visitors; i++) {
      served.add(visit(gateway, "/p/1", "cf_id=visitor-" + i).body());
    }
    return served;
  }

  private HttpResponse<String> visit(int gateway, String path, String cookie) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(
          HttpRequest.newBuilder(gateways.get(gateway).shop(path)).header("Cookie", cookie).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void stageChange_orderedAtOneGateway_isServedByAllWithinTwoSeconds() throws Exception {
    assertThat(order(1, "start", "{\"reason\":\"here we go\"}").statusCode()).isEqualTo(200);

    awaitEverywhere(soon(), "running", 50);
    List<String> served = visit(0, 40);
    assertThat(served).contains("legacy", "next");
    assertThat(visit(1, 40)).isEqualTo(served);
    assertThat(visit(2, 40)).isEqualTo(served);

    assertThat(order(2, "rollback", "{\"reason\":\"prices differ\"}").statusCode()).isEqualTo(200);
    awaitEverywhere(soon(), "rolled-back", 0);
    assertThat(visit(0, 40)).containsOnly("legacy");
    assertThat(rollout(0).path("lastReason").asString()).isEqualTo("prices differ");
  }

  @Test
  void operators_atTwoGatewaysAtOnce_oneWinsAndTheOtherIsTold() throws Exception {
    order(0, "start", "{}");
    awaitEverywhere(patiently(), "running", 50);
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      RunningGateway running = gateways.get(i);
      tags.add(
          running
              .get(running.admin("/api/v1/rollouts/shop"))
              .headers()
              .firstValue("etag")
              .orElseThrow());
    }

    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> orders = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int gateway = i;
        String body = "{\"reason\":\"me\",\"force\":true}";
        orders.add(
            threads.submit(() -> order(gateway, "advance", body, "If-Match", tags.get(gateway))));
      }
      for (Future<HttpResponse<String>> order : orders) {
        answers.add(order.get().statusCode());
      }
    }

    assertThat(answers).containsExactlyInAnyOrder(200, 412);
    awaitEverywhere(patiently(), "running", 100);
  }

  @Test
  void visitor_whoHopsBetweenGateways_keepsBucketAndPin() throws Exception {
    order(0, "start", "{}");
    awaitEverywhere(patiently(), "running", 50);
    int visitor = visit(0, 40).indexOf("legacy");
    String id = "cf_id=visitor-" + visitor;
    String pin =
        visit(0, "/cart/add", id).headers().allValues("set-cookie").stream()
            .filter(cookie -> cookie.startsWith("cf_pin="))
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .findFirst()
            .orElseThrow();

    order(0, "advance", "{\"reason\":\"on\",\"to\":\"100%\",\"force\":true}");
    awaitEverywhere(patiently(), "running", 100);

    for (int i = 0; i < 3; i++) {
      assertThat(visit(i, "/p/1", id).body()).isEqualTo("next");
      assertThat(visit(i, "/p/1", id + "; " + pin).body()).isEqualTo("legacy");
    }
  }

  @Test
  void gates_areAskedByTheLeader_andShownByAll() throws Exception {
    order(0, "start", "{}");

    patiently()
        .untilAsserted(
            () -> {
              String says = rollout(leader()).path("gates").path(0).path("sentence").asString();
              assertThat(says).contains("errors");
              for (int i = 0; i < 3; i++) {
                assertThat(rollout(i).path("gates").path(0).path("sentence").asString())
                    .isEqualTo(says);
              }
            });
  }

  @Test
  void leader_thatLeaves_isFollowedByAnother() throws Exception {
    int first = leader();
    String name = fleet(first).path("name").asString();
    RunningGateway gone = gateways.remove(first);
    gone.close();

    patiently().until(() -> leaders() == 1);

    assertThat(fleet(leader()).path("name").asString()).isNotEqualTo(name);
    patiently().until(() -> fleet(0).path("members").size() == 2);
    assertThat(order(0, "start", "{}").statusCode()).isEqualTo(200);
    awaitEverywhere(patiently(), "running", 50);
  }

  @Test
  void storeDies_everyoneServesOn_nobodyAdvances_andARollbackSpreadsWhenItIsBack()
      throws Exception {
    order(0, "start", "{}");
    awaitEverywhere(patiently(), "running", 50);
    List<String> before = visit(0, 20);

    etcd.kill();
    patiently().until(() -> fleet(2).path("role").asString().equals("cut-off"));

    assertThat(visit(0, 20)).isEqualTo(before);
    HttpResponse<String> advance =
        order(0, "advance", "{\"reason\":\"on\",\"to\":\"100%\",\"force\":true}");
    assertThat(advance.statusCode()).isEqualTo(409);
    assertThat(advance.body()).contains("no step is taken while the journal fails");
    patiently().until(() -> fleet(1).path("role").asString().equals("cut-off"));
    JsonNode store = gateways.get(1).json("/api/v1/status").path("store");
    assertThat(store.path("kind").asString()).isEqualTo("etcd");
    assertThat(store.path("problem").asString()).contains(etcd.address());

    HttpResponse<String> rollback = order(2, "rollback", "{\"reason\":\"prices differ\"}");
    assertThat(rollback.statusCode()).as(rollback.body()).isEqualTo(200);
    assertThat(visit(2, 20)).containsOnly("legacy");
    assertThat(visit(0, 20)).isEqualTo(before);

    etcd.restart();
    awaitEverywhere(patiently(), "rolled-back", 0);
    assertThat(visit(0, 20)).containsOnly("legacy");
    patiently().until(() -> leaders() == 1);
    assertThat(rollout(1).path("lastReason").asString()).isEqualTo("prices differ");
  }

  @Test
  void storeIsPausedAndCompacted_nothingIsMissed() throws Exception {
    order(0, "start", "{}");
    awaitEverywhere(patiently(), "running", 50);

    etcd.pause();
    patiently().until(() -> fleet(1).path("role").asString().equals("cut-off"));
    assertThat(visit(1, 5)).hasSize(5);
    etcd.resume();
    awaitStore();
    patiently().until(() -> leaders() == 1);
    etcd.compact();
    patiently().until(() -> order(1, "hold", "{\"reason\":\"lunch\"}").statusCode() == 200);
    awaitEverywhere(patiently(), "held", 50);
    etcd.compact();
    awaitStore();

    assertThat(order(2, "resume", "{\"reason\":\"back\"}").statusCode()).isEqualTo(200);
    awaitEverywhere(patiently(), "running", 50);
  }

  @Test
  void gateway_thatStartsWhileTheStoreIsAway_servesByWhatItKnew() throws Exception {
    order(0, "start", "{}");
    awaitEverywhere(patiently(), "running", 50);
    List<String> before = visit(1, 20);
    etcd.kill();

    gateways.get(1).restart();

    assertThat(visit(1, 20)).isEqualTo(before);
    assertThat(gateways.get(1).json("/api/v1/status").path("store").path("problem").isString())
        .isTrue();
    etcd.restart();
    patiently().until(() -> fleet(0).path("members").size() == 3);
    assertThat(order(1, "hold", "{\"reason\":\"lunch\"}").statusCode()).isEqualTo(200);
    awaitEverywhere(patiently(), "held", 50);
  }

  @Test
  void configuration_broughtBackAtOneGateway_isBroughtBackAtAll() throws Exception {
    for (RunningGateway running : gateways) {
      running.write(config("25%"));
      assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
    }
    awaitVersion(patiently(), 2);

    HttpResponse<String> back =
        gateways.get(1).post("/api/v1/config/rollback", "{\"version\":1,\"reason\":\"bad\"}");

    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    awaitVersion(patiently(), 1);
    order(2, "start", "{}");
    awaitEverywhere(patiently(), "running", 50);
  }

  /** All gateways are at the second of two configurations, or the third of three. */
  private void configure(String... firstStages) throws Exception {
    for (int i = 0; i < firstStages.length; i++) {
      for (RunningGateway running : gateways) {
        running.write(config(firstStages[i]));
        assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
      }
      awaitVersion(patiently(), i + 2);
    }
  }

  private void goBack(int gateway, int version, String why) throws Exception {
    HttpResponse<String> back =
        gateways
            .get(gateway)
            .post(
                "/api/v1/config/rollback",
                "{\"version\":%d,\"reason\":\"%s\"}".formatted(version, why));
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
  }

  @Test
  void configuration_broughtBackWhileTheStoreIsAway_isBroughtBackAtAllWhenItIsBack()
      throws Exception {
    configure("25%");
    etcd.kill();
    patiently().until(() -> fleet(1).path("role").asString().equals("cut-off"));

    goBack(1, 1, "bad");

    assertThat(version(gateways.get(1))).isEqualTo(1);
    assertThat(version(gateways.get(0))).isEqualTo(2);
    JsonNode store = gateways.get(1).json("/api/v1/status").path("store");
    assertThat(store.path("problem").asString())
        .contains("; going back to version 1, ordered by", "at this gateway alone until then");
    etcd.restart();
    awaitVersion(patiently(), 1);
    awaitStore();
  }

  @Test
  void configuration_broughtBackWhileAway_spreadsAlsoOverARestart() throws Exception {
    configure("25%");
    etcd.kill();
    patiently().until(() -> fleet(1).path("role").asString().equals("cut-off"));
    goBack(1, 1, "bad");

    gateways.get(1).restart();

    assertThat(version(gateways.get(1))).isEqualTo(2); // as each start: by the file
    etcd.restart();
    awaitVersion(patiently(), 1);
  }

  @Test
  void configuration_broughtBackAtOneThatIsCutOff_yieldsToWhatWasOrderedMeanwhile()
      throws Exception {
    configure("25%", "10%");
    cable.cut();
    patiently().until(() -> fleet(2).path("role").asString().equals("cut-off"));
    goBack(2, 1, "bad");
    goBack(0, 2, "not that bad");
    patiently().until(() -> version(gateways.get(1)) == 2);

    cable.mend();

    awaitVersion(patiently(), 2);
    patiently()
        .untilAsserted(
            () ->
                assertThat(gateways.get(0).json("/api/v1/journal").toString())
                    .contains("bad (not spread: ", " ordered version 2 meanwhile)"));
  }

  @Test
  void stateDir_deletedUnderAGateway_isWrittenAnewForAStartWithoutTheStore() throws Exception {
    order(0, "start", "{}");
    awaitEverywhere(patiently(), "running", 50);
    List<String> before = visit(1, 20);
    Path state = folder.resolve("b").resolve("state");
    String key = Files.readString(state.resolve("fleet-cookie-key"));

    Files.move(state, folder.resolve("lost"));

    patiently().until(() -> Files.exists(state.resolve("fleet-cookie-key")));
    assertThat(Files.readString(state.resolve("fleet-cookie-key"))).isEqualTo(key);
    assertThat(order(1, "hold", "{\"reason\":\"lunch\"}").statusCode()).isEqualTo(200);
    awaitEverywhere(patiently(), "held", 50);
    etcd.kill();
    gateways.get(1).restart();
    assertThat(rollout(1).path("state").asString()).isEqualTo("held");
    assertThat(visit(1, 20)).isEqualTo(before);
  }

  @Test
  void configuration_thatOneGatewayReadsBeforeTheOthers_isOneVersion() throws Exception {
    gateways.get(0).write(config("25%"));
    assertThat(gateways.get(0).post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
    gateways.get(1).restart();

    assertThat(version(gateways.get(0))).isEqualTo(2);
    assertThat(version(gateways.get(1))).isEqualTo(1);
    patiently()
        .untilAsserted(
            () -> {
              List<Long> told = new ArrayList<>();
              fleet(2).path("members").forEach(m -> told.add(m.path("config").asLong()));
              assertThat(told).containsExactly(2L, 1L, 1L);
            });
  }

  private void awaitVersion(ConditionFactory within, long version) {
    within.untilAsserted(
        () -> {
          for (RunningGateway running : gateways) {
            assertThat(version(running)).isEqualTo(version);
          }
        });
  }

  private static long version(RunningGateway running) throws Exception {
    return running.json("/api/v1/status").path("config").path("version").asLong();
  }
}
