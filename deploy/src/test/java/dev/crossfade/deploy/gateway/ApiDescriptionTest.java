package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.value.HostPort;
import dev.crossfade.console.AdminServer;
import dev.crossfade.console.http.ProblemKind;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.deploy.demo.Fault;
import dev.crossfade.deploy.gateway.EventListener.Block;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the API and what a gateway answers are the same: every path, role, parameter
 * and field, with lists that are not empty and with each kind of error.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String NOINDEX = "catalog.SEO-NOINDEX.product";
  private static final Pattern EXPECTED = Pattern.compile("\\(expected: (?:one of )?([^)]*)\\)");

  @TempDir static Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private ApiDescription description;
  private RunningGateway running;
  private DemoStorefronts storefronts;
  private List<String> products;
  private int visitor;

  @BeforeAll
  void start() throws Exception {
    description = ApiDescription.read();
    storefronts = DemoStorefronts.start();
    products =
        storefronts.catalog().products().stream().limit(20).map(product -> product.path()).toList();
    Files.writeString(folder.resolve("moved.csv"), "/sale,/c/sale\n/gone,,410\n");
    running = RunningGateway.in(folder);
    running.write(config(""));
    assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    running.close();
    storefronts.close();
    client.close();
  }

  private String config(String tokens) {
    return """
    listeners:
      - bind: 127.0.0.1:0
    admin: { bind: "127.0.0.1:0"%s }
    backends:
      legacy: { endpoints: ["%s"] }
      next: { endpoints: ["%s"] }
    units:
      - name: catalog
        match: [ { path: [/, /p/**] } ]
        exposure: { percent: 100%% }
        guard: [ noindex ]
      - name: lists
        match: [ { path: /c/** } ]
        rollout:
          stages: [ { percent: 25%%, hold: 1h }, { percent: 50%%, hold: 1h }, { percent: 100%%, hold: 1h } ]
          gates: [ errors: { tolerance: 1pp }, manual: { name: signoff } ]
          owner: ana
          rollback: { reverts: [reads], forwardFixes: [reviews], decider: on-call }
      - name: rest
        match: [ { path: /** } ]
        exposure: { percent: 0%% }
        mirror: { rate: 100%% }
    redirects: [ { file: moved.csv } ]
    seo:
      sampling: { rate: 50%%, maxPerSecond: 200, cpu: 100%%, dedupe: 0s }
      templates: [ { name: product, path: /p/** }, { name: category, path: /c/** } ]
    state: { dir: "%s" }
    """
        .formatted(tokens, storefronts.legacy(), storefronts.next(), folder.resolve("state"));
  }

  private void visit(String path, String agent) throws Exception {
    client.send(
        HttpRequest.newBuilder(running.shop(path))
            .header("Cookie", "cf_id=visitor-" + visitor++)
            .header("Accept", "text/html")
            .header("User-Agent", agent)
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private void visit(String path) throws Exception {
    visit(path, "Mozilla/5.0 (X11; Linux x86_64)");
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(running.admin(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    description.check(answer);
    return answer;
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** What the admin port opens, as the description writes it. */
  private static Map<String, String> opened() {
    AdminServices nobody =
        (AdminServices)
            Proxy.newProxyInstance(
                AdminServices.class.getClassLoader(),
                new Class<?>[] {AdminServices.class},
                (_, method, _) -> {
                  if (method.getName().equals("metricsPath")) {
                    return "/metrics";
                  }
                  throw new IllegalStateException(method + " (expected: nobody asks)");
                });
    Admin admin = new Admin(HostPort.parse("127.0.0.1:0"), null, false, List.of());
    Map<String, String> all = new TreeMap<>();
    try (AdminServer server = AdminServer.make(admin, nobody)) {
      for (Routes.Route route : server.routes().all()) {
        String path = route.path().replaceAll(":([a-z]+)", "{$1}");
        all.put(route.method() + " " + path, route.role().name().toLowerCase(Locale.ROOT));
      }
    }
    return all;
  }

  private static boolean isOfTheApi(String operation) {
    return operation.contains(" /api/");
  }

  @Test
  void description_isAnOpenApiDocument() {
    assertThat(description.faults()).isEmpty();
  }

  @Test
  void everyPath_isDescribedWithItsRole_andNoOther() {
    Map<String, String> described = new TreeMap<>();
    description
        .operations()
        .forEach((name, what) -> described.put(name, what.path("x-role").asString("")));
    Map<String, String> opened = opened();

    assertThat(described).containsAllEntriesOf(onlyApi(opened));
    assertThat(onlyApi(described)).isEqualTo(onlyApi(opened));
    assertThat(described)
        .containsEntry("GET /openapi.yaml", opened.get("GET /openapi.yaml"))
        .containsEntry("GET /problems", opened.get("GET /problems"));
  }

  private static Map<String, String> onlyApi(Map<String, String> all) {
    Map<String, String> api = new TreeMap<>(all);
    api.keySet().removeIf(name -> !isOfTheApi(name));
    return api;
  }

  /** A refusal names all that would have been taken. */
  @Test
  void everyParameter_isDescribed_andNoOther() throws Exception {
    for (String operation : description.operations().keySet()) {
      if (isOfTheApi(operation) && operation.startsWith("GET ")) {
        String path = operation.substring(4).replaceAll("\\{[^}]+}", "any");

        HttpResponse<String> answer = get(path + "?no-such-parameter=1");

        assertThat(answer.statusCode()).as(operation).isEqualTo(400);
        assertThat(named(answer))
            .as(operation)
            .isEqualTo(new TreeSet<>(description.parameters(operation, "query")));
      }
    }
  }

  @Test
  void everyFieldOfABody_isDescribed_andNoOther() throws Exception {
    for (Map.Entry<String, JsonNode> operation : description.operations().entrySet()) {
      JsonNode content = operation.getValue().path("requestBody").path("content");
      if (content.has("application/json")) {
        String path =
            operation
                .getKey()
                .substring(5)
                .replace("{action}", "hold")
                .replaceAll("\\{[^}]+}", "any");
        JsonNode schema = description.resolved(content.path("application/json").path("schema"));
        Set<String> described = new TreeSet<>();
        schema.path("properties").propertyNames().forEach(described::add);

        HttpResponse<String> answer = send("POST", path, "{\"no-such-field\":1}");

        assertThat(answer.statusCode()).as(operation.getKey()).isEqualTo(400);
        assertThat(named(answer)).as(operation.getKey()).isEqualTo(described);
      }
    }
  }

  private static Set<String> named(HttpResponse<String> refusal) {
    String detail = JsonMapper.shared().readTree(refusal.body()).path("detail").asString();
    Matcher expected = EXPECTED.matcher(detail);
    assertThat(expected.find()).as(detail).isTrue();
    return expected.group(1).equals("none")
        ? Set.of()
        : new TreeSet<>(List.of(expected.group(1).split(", ", -1)));
  }

  @Test
  void everyObject_saysWhetherItMayHoldMore() {
    List<String> vague = new ArrayList<>();
    open("", description.document().path("components").path("schemas"), vague);
    open("", description.document().path("paths"), vague);

    assertThat(vague).isEmpty();
  }

  private static void open(String place, JsonNode node, List<String> vague) {
    if (node.isObject() && node.path("type").asString("").equals("object")) {
      if (!node.has("additionalProperties")) {
        vague.add(place);
      }
    }
    node.properties().forEach(entry -> open(place + "/" + entry.getKey(), entry.getValue(), vague));
  }

  /** As a comma in a text that is not quoted makes one. */
  @Test
  void everyKey_hasAValue() {
    List<String> empty = new ArrayList<>();
    empty("", description.document(), empty);

    assertThat(empty).isEmpty();
  }

  private static void empty(String place, JsonNode node, List<String> found) {
    node.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isNull()) {
                found.add(place + "/" + entry.getKey());
              }
              empty(place + "/" + entry.getKey(), entry.getValue(), found);
            });
    if (node.isArray()) {
      node.forEach(item -> empty(place + "/-", item, found));
    }
  }

  @Test
  void everyReference_leadsSomewhere() {
    List<String> lost = new ArrayList<>();
    for (JsonNode reference : description.document().findValues("$ref")) {
      if (description.document().at(reference.asString().substring(1)).isMissingNode()) {
        lost.add(reference.asString());
      }
    }

    assertThat(description.document().findValues("$ref")).hasSizeGreaterThan(100);
    assertThat(lost).isEmpty();
  }

  @Test
  void everyKindOfProblem_isDescribed_andExplained() throws Exception {
    Set<String> kinds = new TreeSet<>();
    for (ProblemKind kind : ProblemKind.values()) {
      kinds.add(kind.type());
    }
    Set<String> described = new TreeSet<>();
    description
        .document()
        .at("/components/schemas/Problem/properties/type/enum")
        .forEach(type -> described.add(type.asString()));

    assertThat(described).isEqualTo(kinds);
    String page = get("/problems").body();
    kinds.forEach(type -> assertThat(page).contains("id=\"" + type.substring(10) + "\""));
  }

  @Test
  void description_isServedAsItIsHeldHere() throws Exception {
    HttpResponse<String> answer = get("/openapi.yaml");

    assertThat(answer.body()).startsWith("openapi: 3.1.0").contains("/api/v1/events:");
  }

  /** The whole of it, so that no list is empty and every action is taken. */
  @Test
  void everyAnswer_isAsDescribed_andEveryActionIsInTheJournal() throws Exception {
    try (EventListener listener = new EventListener(running.admin("/api/v1/events"))) {
      lists();
      rollouts();
      configurations();
      findings();
      checkEvents(listener);
    }
  }

  private void lists() throws Exception {
    visit("/sale");
    visit("/no/such/page");
    visit(products.getFirst(), "Mozilla/5.0 (compatible; Googlebot/2.1)");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit("/search?q=lamp");
              assertThat(json("/api/v1/shadows").path("units").isEmpty()).isFalse();
            });
    assertThat(json("/api/v1/status").path("units")).hasSize(3);
    assertThat(json("/api/v1/redirects/stats?limit=1").path("entries")).hasSize(1);
    assertThat(json("/api/v1/redirects/stats").path("entries").toString())
        .contains("\"hits\":1", "\"target\":null");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(json("/api/v1/redirects/misses").path("misses").isEmpty()).isFalse());
    redirects();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(json("/api/v1/traffic?span=15m").path("lines").size()).isPositive());
    json("/api/v1/traffic?unit=catalog&by=arm");
    assertThat(json("/api/v1/crawl").path("hits").isEmpty()).isFalse();
    assertThat(json("/api/v1/crawl?by=crawler,verified,backend").path("hits")).hasSize(1);
    assertThat(json("/api/v1/traffic?span=15m").path("lines").isEmpty()).isFalse();
    assertThat(json("/api/v1/traffic?by=arm&unit=lists&span=24h").path("by").asString())
        .isEqualTo("arm");
    String url = URLEncoder.encode("https://shop.example" + products.getFirst(), UTF_8);
    assertThat(json("/api/v1/explain?url=" + url).path("action").asString()).isEqualTo("serve");
    String moved = URLEncoder.encode("https://shop.example/sale", UTF_8);
    assertThat(json("/api/v1/explain?url=" + moved).path("action").asString())
        .isEqualTo("redirect");
  }

  private void redirects() throws Exception {
    assertThat(json("/api/v1/redirects/stats?q=/sale&in=source&at=start&sort=hits").path("entries"))
        .hasSize(1);
    assertThat(json("/api/v1/redirects/lint").path("redirects").asInt()).isEqualTo(2);
    String preview = "/api/v1/redirects/preview";
    assertThat(get(preview).statusCode()).isEqualTo(404);
    HttpResponse<String> tried = send("POST", preview, "/sale,/c/x,302\n/no/such/page,/p\n/f\n");
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    JsonNode made = json(preview);
    assertThat(made.path("preview").path("lint").isEmpty()).isFalse();
    assertThat(made.path("preview").path("answers").path("pages").asInt()).isEqualTo(1);
    assertThat(get(made.path("file").asString()).statusCode()).isEqualTo(200);
    assertThat(send("POST", preview, "").statusCode()).isEqualTo(400);
    assertThat(send("POST", preview, "nonsense\n").statusCode()).isEqualTo(400);
  }

  /** Takes an action and looks whether the journal says who took it, and why. */
  private HttpResponse<String> act(String path, String more, String kind) throws Exception {
    String reason = "because of " + path + " at " + visitor++;
    HttpResponse<String> answer = send("POST", path, "{\"reason\":\"" + reason + "\"" + more + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json("/api/v1/journal?limit=20").path("entries"))
                    .as(path)
                    .anySatisfy(
                        entry -> {
                          assertThat(entry.path("reason").asString()).isEqualTo(reason);
                          assertThat(entry.path("actor").asString()).isEqualTo("local");
                          assertThat(entry.path("kind").asString()).isEqualTo(kind);
                        }));
    return answer;
  }

  private void rollouts() throws Exception {
    String lists = "/api/v1/rollouts/lists";
    act(lists + "/start", "", "rollout");
    json("/api/v1/rollouts");
    act(lists + "/gates/signoff/approve", "", "rollout");
    act(lists + "/advance", ",\"force\":true", "rollout");
    act(lists + "/hold", "", "rollout");
    act(lists + "/resume", "", "rollout");
    assertThat(json(lists + "/history?limit=2").path("entries")).hasSize(2);
    assertThat(json(lists + "/verdicts").path("turns").isEmpty()).isFalse();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(json(lists + "/gates/errors/history").path("points").isEmpty())
                    .isFalse());
    assertThat(json("/api/v1/journal?kind=rollout&subject=lists&actor=local").path("entries"))
        .isNotEmpty();
    String old = get(lists).headers().firstValue("etag").orElseThrow();
    assertThat(get(lists, "If-None-Match", "*").statusCode()).isEqualTo(304);
    act(lists + "/rollback", ",\"to\":\"previous\"", "rollout");
    assertThat(send("POST", lists + "/abort", "{}", "If-Match", old).statusCode()).isEqualTo(412);
    act(lists + "/start", "", "rollout");
    act(lists + "/abort", "", "rollout");
    assertThat(send("POST", lists + "/advance", "{}").statusCode()).isEqualTo(409);
    assertThat(send("POST", "/api/v1/rollouts/none/start", "{}").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/rollouts/none").statusCode()).isEqualTo(404);
    assertThat(send("POST", lists + "/explode", "{}").statusCode()).isEqualTo(400);
  }

  private void configurations() throws Exception {
    String reload = "/api/v1/config/reload";
    json("/api/v1/config");
    act(reload, "", "reload");
    running.write(config("").replace("owner: ana", "owner: bo"));
    act(reload, "", "config");
    act("/api/v1/config/rollback", ",\"version\":2", "config");
    assertThat(json("/api/v1/config/history?limit=2").path("versions")).hasSize(2);
    assertThat(json("/api/v1/config/history/2").path("text").asString()).contains("owner: ana");
    assertThat(json("/api/v1/config/difference?from=2&to=3").path("keys")).hasSize(1);
    assertThat(get("/api/v1/config/difference?from=999").statusCode()).isEqualTo(404);
    assertThat(json("/api/v1/config/consequence?version=3").path("same").asBoolean()).isFalse();
    assertThat(json("/api/v1/config/consequence").path("problems").isEmpty()).isTrue();
    String check = "/api/v1/config/check";
    assertThat(send("POST", check, config("")).statusCode()).isEqualTo(200);
    assertThat(send("POST", check, "units: 7").statusCode()).isEqualTo(422);
    assertThat(send("POST", check, "x".repeat((8 << 20) + 1)).statusCode()).isEqualTo(413);
    running.write("units: 7");
    assertThat(send("POST", reload, "{}").statusCode()).isEqualTo(422);
    running.write(config(""));
    assertThat(send("POST", reload, "<a/>", "Content-Type", "text/xml").statusCode())
        .isEqualTo(415);
    assertThat(send("POST", reload, "{}", "If-Match", "\"1\"").statusCode()).isEqualTo(412);
    assertThat(send("POST", "/api/v1/config/rollback", "{\"version\":999}").statusCode())
        .isEqualTo(404);
    assertThat(get("/api/v1/status", "Accept", "text/html").statusCode()).isEqualTo(406);
    assertThat(get("/api/v1/journal?limit=0").statusCode()).isEqualTo(400);
    get("/healthz");
    get("/readyz");
    get("/metrics");
  }

  private void findings() throws Exception {
    storefronts.fault(Fault.NOINDEX);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (String product : products) {
                visit(product);
              }
              assertThat(json("/api/v1/guards")).hasSize(1);
            });
    String id = "/api/v1/findings/" + NOINDEX;
    assertThat(json(id).path("examples").isEmpty()).isFalse();
    assertThat(json("/api/v1/findings?limit=1").path("findings")).hasSize(1);
    assertThat(get("/api/v1/findings", "Accept", "text/csv").statusCode()).isEqualTo(200);
    assertThat(get("/api/v1/journal?format=csv").statusCode()).isEqualTo(200);
    assertThat(json("/api/v1/findings/trend?hours=2").path("hours")).hasSize(2);
    assertThat(json(id + "/trend?hours=3").path("hours")).hasSize(3);
    String old = get(id).headers().firstValue("etag").orElseThrow();
    act(id + "/accept", "", "finding");
    assertThat(send("POST", id + "/accept", "{\"reason\":\"r\"}").statusCode()).isEqualTo(409);
    assertThat(send("POST", id + "/reopen", "{}", "If-Match", old).statusCode()).isEqualTo(412);
    act(id + "/reopen", "", "finding");
    String release = "/api/v1/guards/catalog/product/release";
    assertThat(send("POST", release, "{}", "If-Match", "\"0\"").statusCode()).isEqualTo(412);
    act(release, "", "guard");
    json("/api/v1/guards");
    assertThat(send("POST", release.replace("product", "no"), "{}").statusCode()).isEqualTo(404);
    assertThat(get(id + "x").statusCode()).isEqualTo(404);
  }

  private void checkEvents(EventListener listener) {
    List<String> kinds = List.of("exposure", "verdict", "reload", "finding", "guard");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> kinds.forEach(k -> assertThat(listener.of(k)).as(k).isNotEmpty()));
    for (Block block : listener.all()) {
      String kind = block.kind();
      if (kinds.contains(kind)) {
        String schema = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + "Event";
        description.checkAgainst(schema, block.data());
      }
    }
  }

  @Test
  void whoMayNot_isToldSo_asDescribed(@TempDir Path elsewhere) throws Exception {
    String digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest("secret".getBytes(UTF_8)));
    try (RunningGateway guarded = RunningGateway.in(elsewhere)) {
      guarded.write(
          guarded
              .config("0%")
              .replace(
                  "admin: { bind: \"127.0.0.1:0\" }",
                  "admin: { bind: \"127.0.0.1:0\", tokens: [ { name: v, role: viewer, sha256: \""
                      + digest
                      + "\" } ] }"));
      assertThat(guarded.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
      for (Map.Entry<String, JsonNode> operation : description.operations().entrySet()) {
        String role = operation.getValue().path("x-role").asString("");
        if (role.isEmpty()) {
          continue;
        }
        String method = operation.getKey().split(" ", 2)[0];
        String path = operation.getKey().split(" ", 2)[1].replaceAll("\\{[^}]+}", "any");
        HttpRequest.Builder request =
            HttpRequest.newBuilder(guarded.admin(path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> stranger =
            client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(stranger.statusCode()).as(operation.getKey()).isEqualTo(401);
        description.check(stranger);
        if (role.equals("operator")) {
          HttpResponse<String> viewer =
              client.send(
                  request.header("Authorization", "Bearer secret").build(),
                  HttpResponse.BodyHandlers.ofString());
          assertThat(viewer.statusCode()).as(operation.getKey()).isEqualTo(403);
          description.check(viewer);
        }
      }
    }
  }

  @Test
  void everyExample_isAsItsSchemaSays() {
    int examples = 0;
    for (Map.Entry<String, JsonNode> response :
        description.document().at("/components/responses").properties()) {
      JsonNode content = response.getValue().path("content").path("application/problem+json");
      if (content.has("example")) {
        String schema = content.path("schema").path("$ref").asString();
        description.checkAgainst(
            schema.substring(schema.lastIndexOf('/') + 1), content.path("example").toString());
        examples++;
      }
    }
    assertThat(examples).isGreaterThanOrEqualTo(10);
  }
}
