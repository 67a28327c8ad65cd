package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is the same for all of the admin API: versions, pages, methods, types, and what goes wrong.
 */
class AdminApiTest {
  private static final String ROLLOUT = "/api/v1/rollouts/shop";
  private static final String PLAN =
      "rollout: { stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ] }";

  @TempDir Path folder;
  private RunningGateway running;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    running.write(running.config("0%").replace("exposure: { percent: 0% }", PLAN));
    assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    client.close();
    running.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(running.admin(path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  private static String field(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static void isProblem(HttpResponse<String> answer, int status, String said) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(field(answer, "content-type")).isEqualTo("application/problem+json");
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asString()).startsWith("/problems#");
    assertThat(problem.path("instance").asString()).isEqualTo(answer.uri().getRawPath());
    assertThat(problem.path("detail").asString()).contains(said);
  }

  @Test
  void lookingAgain_whatDidNotChange_isNotSentAgain() throws Exception {
    HttpResponse<String> first = get(ROLLOUT);
    String tag = field(first, "etag");
    assertThat(tag).matches("\"[0-9a-f]{16}-[0-9a-f]{16}\"");

    HttpResponse<String> again = get(ROLLOUT, "If-None-Match", "\"other\", W/" + tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(field(again, "etag")).isEqualTo(tag);
    assertThat(get(ROLLOUT, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    send("POST", ROLLOUT + "/start", "{}");
    assertThat(get(ROLLOUT, "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void order_forTheVersionThatIsThere_isCarriedOut_andAnswersWithTheNext() throws Exception {
    String seen = field(get(ROLLOUT), "etag");

    HttpResponse<String> started =
        send("POST", ROLLOUT + "/start", "{\"reason\":\"go\"}", "If-Match", seen);

    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    String version = JsonMapper.shared().readTree(started.body()).path("version").asString();
    assertThat(field(started, "etag")).startsWith("\"" + version + "-").isNotEqualTo(seen);
    HttpResponse<String> held =
        send("POST", ROLLOUT + "/hold", "{}", "If-Match", "\"" + version + "\"");
    assertThat(held.statusCode()).as(held.body()).isEqualTo(200);
    assertThat(send("POST", ROLLOUT + "/resume", "{}", "If-Match", "*").statusCode())
        .isEqualTo(200);
  }

  @Test
  void order_forAVersionThatIsGone_changesNothing_andSaysWhatThereIs() throws Exception {
    String seen = field(get(ROLLOUT), "etag");
    send("POST", ROLLOUT + "/start", "{\"reason\":\"faster\"}");

    HttpResponse<String> late = send("POST", ROLLOUT + "/start", "{}", "If-Match", seen);

    isProblem(late, 412, "shop is running at 50.0% by now: start by local at ");
    String now = field(get(ROLLOUT), "etag");
    assertThat(field(late, "etag").substring(0, 18)).isEqualTo(now.substring(0, 18));
    assertThat(running.json(ROLLOUT).path("lastReason").asString()).isEqualTo("faster");
    assertThat(send("POST", ROLLOUT + "/hold", "{}", "If-Match", field(late, "etag")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void operatorsAtOnce_onWhatTheyAllSaw_oneActs() throws Exception {
    send("POST", ROLLOUT + "/start", "{}");
    String seen = field(get(ROLLOUT), "etag");
    List<Callable<Integer>> orders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String reason = "{\"reason\":\"operator " + i + "\"}";
      orders.add(() -> send("POST", ROLLOUT + "/rollback", reason, "If-Match", seen).statusCode());
    }

    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(orders)) {
        statuses.add(status.get());
      }
    }

    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
  }

  @Test
  void configuration_isChangedOnTheVersionThatWasSeen() throws Exception {
    String seen = field(get("/api/v1/config"), "etag");
    running.write(running.config("100%"));
    assertThat(send("POST", "/api/v1/config/reload", "{}", "If-Match", seen).statusCode())
        .isEqualTo(200);

    HttpResponse<String> late =
        send("POST", "/api/v1/config/rollback", "{\"version\":1}", "If-Match", seen);

    isProblem(late, 412, "version 3 is active by now, of local at ");
    assertThat(field(late, "etag")).startsWith("\"3-");
    isProblem(send("POST", "/api/v1/config/reload", "{}", "If-Match", "\"2\""), 412, "version 3");
    assertThat(running.servedBy()).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "\"abc", "\"a\" \"b\"", "W/", ","})
  void ifMatch_thatIsNoTag_isABadRequest(String tag) throws Exception {
    isProblem(send("POST", ROLLOUT + "/start", "{}", "If-Match", tag), 400, "If-Match: ");
    assertThat(running.json(ROLLOUT).path("state").asString()).isEqualTo("idle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/status",
        "/api/v1/rollouts/shop",
        "/api/v1/journal",
        "/openapi.yaml",
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/v1/events",
        "/problems"
      })
  void head_isAnsweredAsGetIs_withoutABody(String path) throws Exception {
    HttpResponse<String> head = send("HEAD", path, "");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(field(head, "content-type")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/status, 'GET, HEAD'",
    "GET, /api/v1/config/reload, POST",
    "DELETE, /api/v1/rollouts/shop, 'GET, HEAD'",
    "GET, /api/v1/rollouts/shop/start, POST",
    "OPTIONS, /api/v1/status, 'GET, HEAD'",
    "PUT, /metrics, 'GET, HEAD'",
    "POST, /healthz, 'GET, HEAD'",
  })
  void methodThatIsNone_isToldWhichAre(String method, String path, String allowed)
      throws Exception {
    HttpResponse<String> answer = send(method, path, "");

    isProblem(answer, 405, "not with " + method);
    assertThat(field(answer, "allow")).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"GET, /api/v1/nothing", "POST, /api/v1/nothing", "DELETE, /nothing"})
  void pathThatIsNone_isNotFound(String method, String path) throws Exception {
    isProblem(send(method, path, ""), 404, path + " is nothing here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json                  | 200
          */*                               | 200
          application/*;q=0.5               | 200
          text/html, */*;q=0.1              | 200
          text/html                         | 406
          application/json;q=0, */*         | 406
          application/xml, text/plain       | 406
          """)
  void answerThatNobodyWants_isNotGiven(String accept, int status) throws Exception {
    HttpResponse<String> answer = get("/api/v1/status", "Accept", accept);

    if (status == 200) {
      assertThat(answer.statusCode()).isEqualTo(200);
    } else {
      isProblem(answer, 406, "expected: application/json");
    }
  }

  @Test
  void orderWhoseAnswerNobodyWants_isNotCarriedOut() throws Exception {
    isProblem(send("POST", ROLLOUT + "/start", "{}", "Accept", "text/html"), 406, "text/html");

    assertThat(running.json(ROLLOUT).path("state").asString()).isEqualTo("idle");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "application/json; charset=utf-8, 200",
    "application/x-www-form-urlencoded, 200",
    "text/plain, 415",
    "text/xml, 415",
    "multipart/form-data; boundary=x, 415",
  })
  void bodyOfAnotherType_isNotRead(String type, int status) throws Exception {
    HttpResponse<String> answer =
        send("POST", ROLLOUT + "/start", "{\"reason\":\"50% of them\"}", "Content-Type", type);

    if (status == 200) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(running.json(ROLLOUT).path("lastReason").asString()).isEqualTo("50% of them");
    } else {
      isProblem(answer, 415, type);
      assertThat(field(answer, "accept-post")).startsWith("application/json");
      assertThat(running.json(ROLLOUT).path("state").asString()).isEqualTo("idle");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/config/reload             | [                    | no JSON
          /api/v1/config/reload             | {"raeson":"x"}       | "raeson" means nothing here (expected: reason)
          /api/v1/config/rollback           | {}                   | version: none (expected: one of
          /api/v1/config/rollback           | {"version":"3"}      | version: "3" (expected: a whole number
          /api/v1/config/rollback           | {"version":0}        | version: 0 (expected: a whole number
          /api/v1/config/rollback           | {"version":1.5}      | version: 1.5 (expected: a whole number
          /api/v1/rollouts/shop/gates/g/approve | {"to":"5%"}      | "to" means nothing here (expected: reason)
          /api/v1/guards/shop/p/release     | {"reason":{}}        | reason: {} (expected: a text)
          """)
  void bodyThatMeansNothing_isABadRequest(String path, String body, String said) throws Exception {
    isProblem(send("POST", path, body), 400, said);
  }

  @Test
  void bodyThatIsTooLarge_isNotRead() throws Exception {
    isProblem(send("POST", "/api/v1/config/check", "x".repeat((8 << 20) + 1)), 413, "8MB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/explain?url=%zz", "/api/v1/journal?limit=%"})
  void targetThatCannotBeDecoded_isABadRequest(String target) throws Exception {
    assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .contains("/problems#bad-request");
  }

  private String raw(String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), running.gateway().adminPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(request.replace("Host", "Connection: close\r\nHost").getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private static Optional<String> next(HttpResponse<String> answer) {
    Matcher link = NEXT.matcher(field(answer, "link"));
    return link.matches() ? Optional.of(link.group(1)) : Optional.empty();
  }

  @Test
  void journal_linkByLink_isEveryEntryOnce() throws Exception {
    send("POST", ROLLOUT + "/start", "{}");
    for (int i = 0; i < 4; i++) {
      send("POST", ROLLOUT + "/hold", "{}");
      send("POST", ROLLOUT + "/resume", "{}");
    }
    List<Long> seen = new ArrayList<>();
    int pages = 0;

    for (Optional<String> link = Optional.of("/api/v1/journal?limit=4");
        link.isPresent() && pages < 20;
        pages++) {
      HttpResponse<String> page = get(link.get());
      JsonMapper.shared()
          .readTree(page.body())
          .path("entries")
          .forEach(entry -> seen.add(entry.path("seq").asLong()));
      link = next(page);
    }

    List<Long> all = new ArrayList<>();
    running.json("/api/v1/journal").path("entries").forEach(e -> all.add(e.path("seq").asLong()));
    assertThat(seen).hasSizeGreaterThan(8).isEqualTo(all);
    assertThat(pages).isEqualTo((all.size() + 3) / 4);
  }

  @Test
  void history_pageByPage_isEveryVersionOnce() throws Exception {
    for (String percent : List.of("10%", "20%", "30%")) {
      running.write(running.config(percent));
      send("POST", "/api/v1/config/reload", "{}");
    }

    HttpResponse<String> first = get("/api/v1/config/history?limit=2");
    assertThat(first.body()).contains("\"version\":5", "\"version\":4").doesNotContain("on\":3");
    String link = next(first).orElseThrow();
    assertThat(URI.create(link).getQuery()).isEqualTo("limit=2&cursor=4");
    HttpResponse<String> second = get(link);
    assertThat(second.body()).contains("\"version\":3", "\"version\":2");
    HttpResponse<String> last = get(next(second).orElseThrow());
    assertThat(last.body()).contains("\"version\":1", "\"cursor\":null");
    assertThat(next(last)).isEmpty();
    isProblem(get("/api/v1/config/history?cursor=x"), 400, "cursor: x");
  }

  /** What a configuration holds that only who has the file may know. */
  @Test
  void journal_ofAConfiguration_holdsNoneOfItsText() throws Exception {
    running.write(
        running.config("0%") + "secrets: { webhookKey: \"a-key-that-nobody-guesses\" }\n");
    assertThat(send("POST", "/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);

    String journal = get("/api/v1/journal").body();

    assertThat(journal).contains("\"kind\":\"config\"", "\"sha256\"");
    assertThat(journal).doesNotContain("a-key-that-nobody-guesses", "listeners");
  }
}
