package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.deploy.gateway.EventListener.Block;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What somebody is told who listens to a running gateway. */
@Timeout(120)
class EventApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ROLLOUT =
      "rollout: { stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ],"
          + " gates: [ errors: { tolerance: 1pp } ] }";

  @TempDir Path folder;
  private RunningGateway running;
  private final List<EventListener> listeners = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    running.write(running.config("0%").replace("exposure: { percent: 0% }", ROLLOUT));
    assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    listeners.forEach(EventListener::close);
    running.close();
  }

  private EventListener listen(String query, String... headers) throws Exception {
    EventListener listener = new EventListener(running.admin("/api/v1/events" + query), headers);
    listeners.add(listener);
    await().atMost(PATIENCE).until(() -> !listener.place().isEmpty());
    return listener;
  }

  private HttpResponse<String> order(String order, String reason) throws Exception {
    return running.post("/api/v1/rollouts/shop/" + order, "{\"reason\":\"" + reason + "\"}");
  }

  private static JsonNode next(EventListener listener, String kind) {
    await().atMost(PATIENCE).until(() -> !listener.of(kind).isEmpty());
    return listener.of(kind).getLast().json();
  }

  @Test
  void rolloutThatMoves_isToldWithWhoAndWhy() throws Exception {
    EventListener listener = listen("");
    assertThat(listener.response().headers().firstValue("content-type"))
        .contains("text/event-stream; charset=utf-8");

    order("start", "here we go");

    JsonNode moved = next(listener, "exposure");
    assertThat(moved.path("unit").asString()).isEqualTo("shop");
    assertThat(moved.path("move").asString()).isEqualTo("start");
    assertThat(moved.path("from").asString()).isEqualTo("idle");
    assertThat(moved.path("to").asString()).isEqualTo("running");
    assertThat(moved.path("stage").asInt()).isEqualTo(1);
    assertThat(moved.path("fromExposure").asDouble()).isZero();
    assertThat(moved.path("exposure").asDouble()).isEqualTo(50);
    assertThat(moved.path("actor").asString()).isEqualTo("local");
    assertThat(moved.path("reason").asString()).isEqualTo("here we go");
    JsonNode judged = next(listener, "verdict");
    assertThat(judged.path("gate").asString()).isEqualTo("errors");
    assertThat(judged.path("now").asString()).isEqualTo("hold");
    assertThat(judged.path("sentence").asString()).isNotEmpty();
  }

  @Test
  void reloads_areTold_appliedAndRefused() throws Exception {
    EventListener listener = listen("?kinds=reload");

    running.write("units: 7");
    running.post("/api/v1/config/reload", "{\"reason\":\"a slip\"}");

    JsonNode refused = next(listener, "reload");
    assertThat(refused.path("outcome").asString()).isEqualTo("refused");
    assertThat(refused.path("problems").asInt()).isPositive();
    assertThat(refused.path("version").asInt()).isEqualTo(2);
    running.write(running.config("0%"));
    running.post("/api/v1/config/reload", "{\"reason\":\"mended\"}");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(next(listener, "reload").toString())
                    .contains("\"outcome\":\"applied\"", "\"version\":3"));
  }

  @Test
  void kinds_thatNobodyAskedFor_areNotTold() throws Exception {
    EventListener listener = listen("?kinds=reload");

    order("start", "");
    running.post("/api/v1/config/reload", "{}");

    next(listener, "reload");
    assertThat(listener.of("exposure")).isEmpty();
    assertThat(listener.of("verdict")).isEmpty();
  }

  @Test
  void whoComesBack_missesNothing() throws Exception {
    EventListener first = listen("?kinds=exposure");
    order("start", "one");
    next(first, "exposure");
    String place = first.place();
    first.close();
    order("hold", "two");
    order("resume", "three");

    EventListener second = listen("?kinds=exposure", "Last-Event-ID", place);

    await().atMost(PATIENCE).until(() -> second.of("exposure").size() == 2);
    assertThat(second.of("exposure").getFirst().json().path("reason").asString()).isEqualTo("two");
    assertThat(second.of("gap")).isEmpty();
    EventListener page = listen("?kinds=exposure&after=" + place);
    await().atMost(PATIENCE).until(() -> page.of("exposure").size() == 2);
  }

  @Test
  void whoComesBackFromAProcessThatIsGone_hearsThatThereWasMore() throws Exception {
    EventListener first = listen("");
    String place = first.place();
    running.restart();

    EventListener second = listen("", "Last-Event-ID", place);

    await().atMost(PATIENCE).until(() -> !second.of("gap").isEmpty());
    Block gap = second.of("gap").getFirst();
    assertThat(gap.id()).isNotEqualTo(place);
    order("start", "after the gap");
    assertThat(next(second, "exposure").path("reason").asString()).isEqualTo("after the gap");
  }

  @Test
  void placeThatIsNone_isAGap_andNothingOfItIsSaidAgain() throws Exception {
    EventListener listener = listen("?after=x%0Aevent:%20exposure%0Adata:%20%7B%7D");

    await().atMost(PATIENCE).until(() -> !listener.of("gap").isEmpty());
    assertThat(listener.of("exposure")).isEmpty();
  }

  @Test
  void figures_areAnnounced_asLongAsSomebodyListens() throws Exception {
    EventListener listener = listen("?kinds=figures");

    await().atMost(PATIENCE).until(() -> listener.of("figures").size() >= 2);
    assertThat(listener.all()).noneMatch(block -> block.kind().equals("exposure"));
  }

  /** So that nobody in between, and not the port itself, takes it for forgotten. */
  @Test
  void streamOnWhichNothingHappens_isKeptAlive() throws Exception {
    EventListener listener = listen("?kinds=exposure");
    int begun = listener.all().size();

    await().atMost(PATIENCE).until(() -> listener.all().size() > begun);

    assertThat(listener.all().getLast().kind()).isEmpty();
    assertThat(listener.place()).isNotEmpty();
  }

  @Test
  void endpointThatFails_isTold() throws Exception {
    EventListener listener = listen("?kinds=health");
    String two = running.legacy.url() + "\", \"" + running.next.url();
    running.write(
        running
            .config("0%")
            .replace(
                "legacy: { endpoints: [\"" + running.legacy.url() + "\"] }",
                "legacy: { endpoints: [\""
                    + two
                    + "\"], health: { path: /, interval: 1s, unhealthyAfter: 1, healthyAfter: 1 }"
                    + " }"));
    HttpResponse<String> reloaded = running.post("/api/v1/config/reload", "{}");
    assertThat(reloaded.statusCode()).as(reloaded.body()).isEqualTo(200);

    running.next.breakDown();

    JsonNode health = next(listener, "health");
    assertThat(health.path("backend").asString()).isEqualTo("legacy");
    assertThat(running.next.url()).endsWith(health.path("endpoint").asString());
    assertThat(health.path("healthy").asBoolean()).isFalse();
    assertThat(health.path("ejected").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "?kinds=exposures, 'kinds: exposures (expected: some of exposure,verdict,'",
    "'?kinds=exposure,', kinds: ",
    "?kind=exposure, parameter kind",
  })
  void events_mistyped_areRefused(String query, String said) throws Exception {
    HttpResponse<String> answer = running.get(running.admin("/api/v1/events" + query));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(said);
  }

  @Test
  void gatewayThatStops_endsStreams_andDoesNotWaitForThem() throws Exception {
    EventListener listener = listen("");

    long began = System.nanoTime();
    running.gateway().close();

    assertThat(listener.ended().await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void tokenThatIsRevoked_endsItsStreams() throws Exception {
    configureTokens("ana", "bo");
    EventListener ana = listen("", "Authorization", "Bearer ana");
    EventListener bo = listen("", "Authorization", "Bearer bo");

    running.write(tokens("bo"));
    assertThat(
            running.post("/api/v1/config/reload", "{}", "Authorization", "Bearer bo").statusCode())
        .isEqualTo(200);

    assertThat(ana.ended().await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(bo.ended().getCount()).isOne();
  }

  @Test
  void events_withoutAToken_areNotTold() throws Exception {
    configureTokens("ana");

    assertThat(running.get(running.admin("/api/v1/events")).statusCode()).isEqualTo(401);
  }

  private String tokens(String... names) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      String digest =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8)));
      all.append("{ name: ").append(name).append(", role: operator, sha256: \"");
      all.append(digest).append("\" }, ");
    }
    return running
        .config("0%")
        .replace(
            "admin: { bind: \"127.0.0.1:0\" }",
            "admin: { bind: \"127.0.0.1:0\", tokens: [ " + all + " ] }");
  }

  private void configureTokens(String... names) throws Exception {
    running.write(tokens(names));
    assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void moreListenersThanThereIsRoomFor_areSentAway_untilOneLeaves() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        sockets.add(listenRaw());
      }
      HttpResponse<String> answer = running.get(running.admin("/api/v1/events"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).isPresent();

      sockets.removeLast().close();

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Socket one = listenRaw();
                sockets.add(one);
              });
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private Socket listenRaw() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.gateway().adminPort());
    socket.setSoTimeout(10_000);
    String request = "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(UTF_8));
    InputStream in = socket.getInputStream();
    String line = new String(in.readNBytes("HTTP/1.1 200".length()), UTF_8);
    if (!line.equals("HTTP/1.1 200")) {
      socket.close();
    }
    assertThat(line).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  /** It is bounded by what the kernel takes, and by that it is cut off. */
  @Test
  void listenerThatReadsNothing_holdsNobodyUp() throws Exception {
    try (Socket deaf = listenRaw()) {
      EventListener listener = listen("?kinds=exposure");
      order("start", "");
      for (int i = 0; i < 40; i++) {
        order("hold", "x".repeat(1_500));
        order("resume", "y".repeat(1_500));
      }

      await().atMost(PATIENCE).until(() -> listener.of("exposure").size() == 81);
      assertThat(deaf.isConnected()).isTrue();
    }
  }
}
