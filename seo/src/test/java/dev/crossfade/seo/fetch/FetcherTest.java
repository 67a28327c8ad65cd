package dev.crossfade.seo.fetch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okForContentType;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Cause;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.url.WebUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of asking servers that are odd, slow, broken or gone. */
class FetcherTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final WireMockServer SERVER =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1").gzipDisabled(true));

  private final Waits time = new Waits();
  private Fetcher fetcher = open(FetchSettings.POLITE);

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void forget() {
    SERVER.resetAll();
  }

  @AfterEach
  void close() {
    fetcher.close();
  }

  private Fetcher open(FetchSettings settings) {
    return new Fetcher(settings, time, () -> NOW, null);
  }

  /** Another one, that is closed in the place of the first. */
  private Fetcher with(Duration timeout, int mostBody, Map<String, InetSocketAddress> elsewhere) {
    fetcher.close();
    fetcher =
        open(
            new FetchSettings(
                2, 10, Duration.ofSeconds(5), timeout, 2, mostBody, "Audit/1", "de-AT", elsewhere));
    return fetcher;
  }

  private static WebUrl url(String path) {
    return WebUrl.of("http://127.0.0.1:" + SERVER.port() + path);
  }

  private static void answers(String path, ResponseDefinitionBuilder answer) {
    SERVER.stubFor(get(urlEqualTo(path)).willReturn(answer));
  }

  private Answer answer(String path) throws InterruptedException {
    Fetched fetched = fetcher.get(url(path));
    assertThat(fetched).isInstanceOf(Answered.class);
    return ((Answered) fetched).answer();
  }

  private Failed failure(WebUrl url) throws InterruptedException {
    Fetched fetched = fetcher.get(url);
    assertThat(fetched).isInstanceOf(Failed.class);
    return (Failed) fetched;
  }

  private static byte[] coded(String coding, byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @Test
  void get_ofAPage_hasStatusFieldsBodyAndTime() throws Exception {
    answers("/c/shoes?page=2", okForContentType("text/html", "<h1>Schöne Schuhe</h1>"));

    Answer answer = answer("/c/shoes?page=2");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.fields().first("Content-Type")).isEqualTo("text/html");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("Schöne");
    assertThat(answer.cut()).isFalse();
    assertThat(answer.firstByteNanos()).isPositive();
  }

  @Test
  void get_saysWhoAsksAndInWhichLanguage_andKeepsNoCookies() throws Exception {
    with(Duration.ofSeconds(10), 1 << 20, Map.of());
    answers("/", okForContentType("text/html", "x").withHeader("Set-Cookie", "id=1"));

    answer("/");
    answer("/");

    SERVER.verify(
        2,
        getRequestedFor(urlEqualTo("/"))
            .withHeader("User-Agent", equalTo("Audit/1"))
            .withHeader("Accept-Language", equalTo("de-AT"))
            .withHeader("Cookie", absent()));
  }

  @Test
  void get_ofARedirect_isItsAnswerAndNotWhereItLeads() throws Exception {
    answers("/old", aResponse().withStatus(301).withHeader("Location", "/new"));

    Answer answer = answer("/old");

    assertThat(answer.status()).isEqualTo(301);
    assertThat(answer.fields().first("location")).isEqualTo("/new");
  }

  /** Servers send Location in UTF-8, and clients take fields for Latin-1. */
  @Test
  void get_withALocationOfLetters_readsThem() throws Exception {
    String head = "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: /größe\r\n\r\n";
    try (RawAnswer server = new RawAnswer(head.getBytes(StandardCharsets.UTF_8))) {
      Fetched fetched = fetcher.get(server.url());

      assertThat(((Answered) fetched).answer().fields().first("location")).isEqualTo("/größe");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a|b", "/a{b}", "/100%", "/a[1]", "/a^b`c", "/s?q={a|b}^c", "/s?a[]=1%zz"})
  void get_ofWhatBrowsersAskForAndUriRefuses_isAsked(String path) throws Exception {
    SERVER.stubFor(
        get(com.github.tomakehurst.wiremock.client.WireMock.anyUrl())
            .willReturn(aResponse().withStatus(204)));

    assertThat(answer(path).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void get_ofACodedBody_takesTheCodingOff(String coding) throws Exception {
    byte[] body = coded(coding, "<h1>Shoes</h1>".getBytes(StandardCharsets.UTF_8));
    answers("/", aResponse().withHeader("Content-Encoding", coding).withBody(body));

    assertThat(answer("/").body()).asString(StandardCharsets.UTF_8).isEqualTo("<h1>Shoes</h1>");
  }

  @Test
  void get_ofACompressionBomb_stopsAtTheBound() throws Exception {
    with(Duration.ofSeconds(10), 64 << 10, Map.of());
    byte[] bomb = coded("gzip", new byte[32 << 20]);
    answers("/", aResponse().withHeader("Content-Encoding", "gzip").withBody(bomb));

    Answer answer = answer("/");

    assertThat(answer.body()).hasSize(64 << 10);
    assertThat(answer.cut()).isTrue();
  }

  @Test
  void get_ofWhatOnlySaysThatItIsCoded_fails() throws Exception {
    answers("/", aResponse().withHeader("Content-Encoding", "gzip").withBody("<h1>plain</h1>"));

    Failed failed = failure(url("/"));

    assertThat(failed.cause()).isEqualTo(Cause.PROTOCOL);
    assertThat(failed.message()).contains("/: content-encoding: gzip that is none");
  }

  @Test
  void get_ofALongBody_isCut() throws Exception {
    with(Duration.ofSeconds(10), 1 << 10, Map.of());
    answers("/", aResponse().withBody(new byte[5 << 20]));

    Answer answer = answer("/");

    assertThat(answer.body()).hasSize(1 << 10);
    assertThat(answer.cut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5 << 20})
  void heads_giveNoBody(int length) throws Exception {
    answers("/", aResponse().withStatus(200).withBody(new byte[length]));

    Fetched fetched = fetcher.heads().get(url("/"));

    assertThat(((Answered) fetched).answer().status()).isEqualTo(200);
    assertThat(((Answered) fetched).answer().body()).isEmpty();
  }

  @Test
  void get_ofAServerThatSaysNothing_endsInTime() throws Exception {
    with(Duration.ofMillis(200), 1 << 20, Map.of());
    answers("/", aResponse().withFixedDelay(20_000));

    Failed failed = failure(url("/"));

    assertThat(failed.cause()).isEqualTo(Cause.TIMEOUT);
    assertThat(failed.message()).endsWith("/: no answer within 200ms");
    assertThat(time.sleptMillis()).contains(500L, 1000L);
  }

  @Test
  void get_ofAServerThatDrips_endsInTime() throws Exception {
    with(Duration.ofMillis(600), 1 << 20, Map.of());
    answers("/", aResponse().withBody("x".repeat(1000)).withChunkedDribbleDelay(1_000, 30_000));

    Failed failed = failure(url("/"));

    assertThat(failed.cause()).isEqualTo(Cause.TIMEOUT);
    assertThat(failed.message()).endsWith("/: answer not at its end within 600ms");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void get_ofABrokenServer_saysSo(Fault fault) throws Exception {
    answers("/", aResponse().withFault(fault));

    Failed failed = failure(url("/"));

    assertThat(failed.cause()).isIn(Cause.CONNECT, Cause.PROTOCOL);
    assertThat(failed.message()).startsWith(url("/") + ": ");
  }

  @Test
  void get_ofAServerThatResets_asksAgain() throws Exception {
    SERVER.stubFor(
        get(urlEqualTo("/"))
            .inScenario("reset")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE))
            .willSetStateTo("well"));
    SERVER.stubFor(
        get(urlEqualTo("/"))
            .inScenario("reset")
            .whenScenarioStateIs("well")
            .willReturn(aResponse().withStatus(200)));

    assertThat(answer("/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
      })
  void get_ofWhatIsNoHttp_fails(String answer) throws Exception {
    try (RawAnswer server = new RawAnswer(answer)) {
      assertThat(failure(server.url()).cause()).isIn(Cause.PROTOCOL, Cause.CONNECT);
    }
  }

  @Test
  void get_ofEndlessFields_stopsReading() throws Exception {
    String fields = "X-Filler: 0123456789012345678901234567890123456789\r\n".repeat(40_000);
    try (RawAnswer server = new RawAnswer("HTTP/1.1 200 OK\r\n" + fields + "\r\n")) {
      assertThat(failure(server.url()).cause()).isIn(Cause.TOO_LARGE, Cause.PROTOCOL);
    }
  }

  @Test
  void get_whenNobodyListens_saysConnectionRefused() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Failed failed = failure(WebUrl.of("http://127.0.0.1:" + port + "/"));

    assertThat(failed.cause()).isEqualTo(Cause.CONNECT);
    assertThat(failed.message()).endsWith("/: connection refused");
  }

  @Test
  void get_ofAHostWithoutAddress_saysSoAndAsksOnce() throws Exception {
    Failed failed = failure(WebUrl.of("http://nowhere.invalid/"));

    assertThat(failed.cause()).isEqualTo(Cause.NAME);
    assertThat(failed.message())
        .isEqualTo("http://nowhere.invalid/: no address for host nowhere.invalid (DNS)");
    assertThat(time.sleptMillis()).isEmpty();
  }

  private void overloadedOnce(int status, String retryAfter) {
    SERVER.stubFor(
        get(urlEqualTo("/"))
            .inScenario("load")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(status).withHeader("Retry-After", retryAfter))
            .willSetStateTo("well"));
    SERVER.stubFor(
        get(urlEqualTo("/"))
            .inScenario("load")
            .whenScenarioStateIs("well")
            .willReturn(aResponse().withStatus(200)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "Mon, 30 Nov 2026 12:00:07 GMT"})
  void get_whenAskedToComeBack_comesBackThen(String retryAfter) throws Exception {
    overloadedOnce(429, retryAfter);

    assertThat(answer("/").status()).isEqualTo(200);
    assertThat(time.sleptMillis()).contains(7_000L);
  }

  @Test
  void get_whenAskedToComeBackTomorrow_givesUp() throws Exception {
    overloadedOnce(503, "86400");

    assertThat(answer("/").status()).isEqualTo(503);
    assertThat(time.sleptMillis()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void get_ofAServerThatStaysOverloaded_asksThreeTimesAndTakesItsWord(int status) throws Exception {
    answers("/", aResponse().withStatus(status));

    assertThat(answer("/").status()).isEqualTo(status);
    SERVER.verify(3, getRequestedFor(urlEqualTo("/")));
    assertThat(time.sleptMillis()).contains(500L, 1000L);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 404, 407, 410, 500, 501})
  void get_ofAnyOtherStatus_asksOnce(int status) throws Exception {
    answers("/", aResponse().withStatus(status));

    assertThat(answer("/").status()).isEqualTo(status);
    SERVER.verify(1, getRequestedFor(urlEqualTo("/")));
  }

  @Test
  void get_ofAHostElsewhere_isAskedThereByItsName() throws Exception {
    with(
        Duration.ofSeconds(10),
        1 << 20,
        Map.of(
            "www.shop.example",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.port())));
    answers("/c", aResponse().withStatus(204));

    Fetched fetched = fetcher.get(WebUrl.of("http://www.shop.example/c"));

    assertThat(((Answered) fetched).answer().url())
        .isEqualTo(WebUrl.of("http://www.shop.example/c"));
    SERVER.verify(
        getRequestedFor(urlEqualTo("/c")).withHeader("Host", equalTo("www.shop.example")));
  }

  @Test
  void get_whenInterrupted_givesUp() throws Exception {
    answers("/", aResponse().withFixedDelay(20_000));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> fetcher.get(url("/"))).isInstanceOf(InterruptedException.class);
  }
}
