package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.config.model.Config;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Live;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What visitors are answered is copied for those who compare storefronts, and nobody can tell. */
class SamplesTest {
  private static final String GET = "GET /p/1?q=2 HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String UNIT =
      "{ name: all, match: { path: /** }, exposure: { percent: 0% } }";

  private final Sampled sampled = new Sampled();

  private static String page(String text) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
        + text.length()
        + "\r\n\r\n"
        + text;
  }

  private static RecordingStorefront pages() {
    return RecordingStorefront.answering(_ -> page("<p>legacy"));
  }

  private static Shop shop(RecordingStorefront storefront) {
    return Shop.of(storefront).units(UNIT);
  }

  private static String text(Sample sample) {
    return new String(sample.body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void get_drawn_isASampleOfWhatWasAnswered() throws IOException {
    String answer =
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: text/html; charset=utf-8",
            "X-Robots-Tag: noarchive",
            "X-ROBOTS-TAG: googlebot: nofollow",
            "Link: </p/1>; rel=canonical",
            "Cache-Control: max-age=60",
            "Vary: Accept-Language",
            "Set-Cookie: sid=theirs",
            "X-Powered-By: a shop",
            "Content-Length: 6",
            "",
            "<p>one");
    try (var legacy = RecordingStorefront.answering(_ -> answer);
        var gateway = sampled.start(shop(legacy))) {
      assertThat(gateway.request(GET).text()).isEqualTo("<p>one");

      Sample sample = sampled.next();
      assertThat(sample.unit()).isEqualTo("all");
      assertThat(sample.backend()).isEqualTo("legacy");
      assertThat(sample.guarded()).isFalse();
      assertThat(sample.toCrawler()).isFalse();
      assertThat(sample.withCookies()).isFalse();
      assertThat(sample.scheme()).isEqualTo("http");
      assertThat(sample.host()).isEqualTo("a");
      assertThat(sample.path()).isEqualTo("/p/1");
      assertThat(sample.query()).isEqualTo("q=2");
      assertThat(sample.status()).isEqualTo(200);
      assertThat(text(sample)).isEqualTo("<p>one");
      assertThat(sample.firstByteNanos()).isPositive();
      assertThat(sample.at()).isNotNull();
      assertThat(sample.fields())
          .containsEntry("content-type", List.of("text/html; charset=utf-8"))
          .containsEntry("x-robots-tag", List.of("noarchive", "googlebot: nofollow"))
          .containsEntry("link", List.of("</p/1>; rel=canonical"))
          .containsEntry("cache-control", List.of("max-age=60"))
          .containsEntry("vary", List.of("Accept-Language"))
          .doesNotContainKeys("set-cookie", "x-powered-by", "content-length");
      assertThat(legacy.requests()).hasSize(1); // it is copied, not asked for again
      assertThat(sampled.asked()).containsExactly("legacy a /p/1 q=2");
    }
  }

  @Test
  void sample_ofAVisitor_hasLanguageAndDeviceAndNothingElse() throws IOException {
    try (var legacy = pages();
        var gateway = sampled.start(shop(legacy))) {
      gateway.request(
          String.join(
              "\r\n",
              "GET / HTTP/1.1",
              "Host: Www.Shop.Example:8443",
              "Accept-Language: de, en;q=0.5",
              "User-Agent: phone/1",
              "Sec-CH-UA-Mobile: ?1",
              "Sec-CH-UA: \"a\"",
              "Sec-CH-UA: \"b\"",
              "Viewport-Width: 320",
              "Save-Data: on",
              "Accept: text/html",
              "Accept-Encoding: br",
              "Cookie: cf_id=x; basket=7",
              "Referer: http://a/secret",
              "X-Token: secret",
              "CF-IPCountry: DE",
              "X-Forwarded-For: 10.0.0.1",
              "",
              ""));

      Sample sample = sampled.next();
      assertThat(sample.host()).isEqualTo("www.shop.example:8443");
      assertThat(sample.withCookies()).isTrue();
      assertThat(sample.headers())
          .containsOnlyKeys(
              "accept",
              "accept-language",
              "user-agent",
              "sec-ch-ua-mobile",
              "sec-ch-ua",
              "viewport-width",
              "save-data")
          .containsEntry("sec-ch-ua", List.of("\"a\"", "\"b\""));
    }
  }

  @Test
  void sample_behindATrustedHop_hasWhatItTellsOfCountryAndHost() throws IOException {
    try (var legacy = pages();
        var gateway =
            sampled.start(
                shop(legacy).and("trust: { proxies: [127.0.0.0/8], geoHeader: cf-ipcountry }"))) {
      gateway.request(
          String.join(
              "\r\n",
              "GET / HTTP/1.1",
              "Host: a",
              "CF-IPCountry: DE",
              "X-Forwarded-Host: shop.example",
              "X-Forwarded-Proto: https",
              "X-Forwarded-For: 10.0.0.1",
              "Cookie: cf_id=x",
              "",
              ""));

      Sample sample = sampled.next();
      assertThat(sample.scheme()).isEqualTo("https");
      assertThat(sample.withCookies()).isFalse(); // but for our own
      assertThat(sample.headers())
          .containsOnlyKeys("cf-ipcountry", "x-forwarded-host")
          .containsEntry("cf-ipcountry", List.of("DE"));
    }
  }

  @ParameterizedTest
  @MethodSource
  void request_thatIsNotForAnybody_isNeverOffered(String request, String more) throws IOException {
    try (var legacy = pages();
        var gateway = sampled.start(shop(legacy).and(more))) {
      assertThat(gateway.request(request).status()).isEqualTo(200);
      gateway.request(GET);

      assertThat(sampled.next().path()).isEqualTo("/p/1");
      assertThat(sampled.asked()).hasSize(1);
      assertThat(sampled.misses()).isEmpty();
    }
  }

  private static String get(String... fields) {
    return "GET /x HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
  }

  static Stream<Arguments> request_thatIsNotForAnybody_isNeverOffered() {
    return Stream.of(
        argumentSet("a POST", "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", ""),
        argumentSet("a GET with a body", get("Content-Length: 1\r\n\r\nx").strip() + "x", ""),
        argumentSet("credentials", get("Authorization: Basic eDp5"), ""),
        argumentSet("a part of a page", get("Sec-Fetch-Dest: image", "Sec-Fetch-Mode: cors"), ""),
        argumentSet("a call of a script", get("Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: cors"), ""),
        argumentSet("a range", get("Range: bytes=0-1"), ""),
        argumentSet(
            "a login of a trusted hop",
            get("X-User: ada"),
            "trust: { proxies: [127.0.0.0/8] }\nidentity: { userHeader: x-user }"));
  }

  @Test
  void head_ofAPage_isNeverOffered() throws IOException {
    try (var legacy =
            RecordingStorefront.answering(
                _ -> "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n");
        var gateway = sampled.start(shop(legacy))) {
      gateway.request("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
      gateway.outcome();

      assertThat(sampled.asked()).isEmpty();
    }
  }

  @Test
  void checkout_onItsPinOrInItsUnit_isNeverOffered() throws IOException {
    String catalog = "{ name: catalog, match: { path: /p/** }, exposure: { percent: 0% } }";
    String cart = "{ name: cart, match: { path: /cart/** }, exposure: { percent: 0% } }";
    String orders =
        "{ name: orders, match: { path: /orders/** }, pin: checkout, exposure: { percent: 0% } }";
    try (var legacy = pages();
        var gateway =
            sampled.start(
                Shop.of(legacy)
                    .units(catalog, cart, orders)
                    .and("secrets: { cookieKeys: [ { id: k1, value: \"a key of some length\" } ] }")
                    .and("pins: { checkout: { start: { path: /cart/add }, scope: [cart] } }"));
        var client = gateway.connect()) {
      client.get("/cart/view");
      client.get("/orders/1");
      Message begun = client.get("/cart/add");
      String pin =
          begun.headers("set-cookie").stream()
              .filter(cookie -> cookie.startsWith("cf_pin="))
              .findFirst()
              .orElseThrow()
              .split(";", 2)[0];
      client.request("GET /p/2 HTTP/1.1\r\nHost: a\r\nCookie: " + pin + "\r\n\r\n");
      client.get("/p/3");

      assertThat(sampled.next().path()).isEqualTo("/p/3");
      assertThat(sampled.asked()).hasSize(1);
    }
  }

  @Test
  void pages_ofNoUnit_areNeverOffered() throws IOException {
    try (var legacy = pages();
        var gateway = sampled.start(Shop.of(legacy).units(UNIT.replace("/**", "/p/**")))) {
      gateway.get("/elsewhere");
      gateway.request(GET);

      assertThat(sampled.next().path()).isEqualTo("/p/1");
      assertThat(sampled.asked()).hasSize(1);
    }
  }

  @Test
  void rate_ofNothing_offersNothing() throws IOException {
    try (var legacy = pages();
        var gateway = sampled.start(shop(legacy), "rate: 0%")) {
      for (int i = 0; i < 20; i++) {
        gateway.request(GET);
        gateway.outcome();
      }

      assertThat(sampled.asked()).isEmpty();
    }
  }

  /** Whatever the storefront says, the visitor gets it, and the sink is told once. */
  @ParameterizedTest
  @MethodSource
  void answer_thatIsNoSample_isToldOnceAndServedAllTheSame(String answer, ShadowMiss miss)
      throws IOException {
    try (var legacy = RecordingStorefront.answering(_ -> answer);
        var gateway = sampled.start(shop(legacy), "rate: 100%, maxBody: 1KB");
        var client = gateway.connect()) {
      client.send(GET);
      assertThat(client.readHead().orElseThrow().status())
          .isEqualTo(Integer.parseInt(answer.substring(9, 12)));
      gateway.outcome();

      await().until(() -> !sampled.misses().isEmpty());
      assertThat(sampled.misses()).containsExactly(miss);
      assertThat(sampled.left()).isZero();
    }
  }

  static Stream<Arguments> answer_thatIsNoSample_isToldOnceAndServedAllTheSame() {
    String html = "Content-Type: text/html\r\n";
    return Stream.of(
        argumentSet("an image", ok("Content-Type: image/png\r\n", "png"), ShadowMiss.NO_PAGE),
        argumentSet("of no type", ok("", "what?"), ShadowMiss.NO_PAGE),
        argumentSet("nothing", "HTTP/1.1 204 No Content\r\n\r\n", ShadowMiss.NO_PAGE),
        argumentSet("an unchanged page", "HTTP/1.1 304 Not Modified\r\n\r\n", ShadowMiss.PARTIAL),
        argumentSet(
            "a part of one",
            "HTTP/1.1 206 Partial Content\r\n" + html + "Content-Length: 1\r\n\r\nx",
            ShadowMiss.PARTIAL),
        argumentSet("too large", ok(html, "x".repeat(1_025)), ShadowMiss.TOO_LARGE),
        argumentSet(
            "too large and not said to be",
            chunked("text/html", "x".repeat(0x401)),
            ShadowMiss.TOO_LARGE));
  }

  private static String chunked(String type, String... chunks) {
    StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: " + type);
    answer.append("\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String chunk : chunks) {
      answer
          .append(Integer.toHexString(chunk.length()))
          .append("\r\n")
          .append(chunk)
          .append("\r\n");
    }
    return answer + "0\r\n\r\n";
  }

  private static String ok(String fields, String body) {
    return "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @ParameterizedTest
  @MethodSource
  void answer_thatStandsForAPage_isASample(String answer, int status, String body)
      throws IOException {
    try (var legacy = RecordingStorefront.answering(_ -> answer);
        var gateway = sampled.start(shop(legacy))) {
      gateway.request(GET);

      Sample sample = sampled.next();
      assertThat(sample.status()).isEqualTo(status);
      assertThat(text(sample)).isEqualTo(body);
    }
  }

  static Stream<Arguments> answer_thatStandsForAPage_isASample() {
    return Stream.of(
        argumentSet(
            "a redirect",
            "HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
            301,
            ""),
        argumentSet(
            "a page that is gone", "HTTP/1.1 410 Gone\r\nContent-Length: 2\r\n\r\nno", 410, "no"),
        argumentSet("an error", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", 500, ""),
        argumentSet("a page in parts", chunked("Text/HTML", "one", "two"), 200, "onetwo"),
        argumentSet("a page of nothing", ok("Content-Type: text/html\r\n", ""), 200, ""));
  }

  @Test
  void events_thatNeverEnd_areNoSample() throws IOException {
    try (var legacy =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send(
                      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
                  wire.readToEnd();
                });
        var gateway = sampled.start(shop(legacy));
        var client = gateway.connect()) {
      client.send(GET);
      assertThat(client.readHead().orElseThrow().status()).isEqualTo(200);

      await().until(() -> sampled.misses().equals(List.of(ShadowMiss.NO_PAGE)));
    }
  }

  private static RecordingStorefront half() {
    return RecordingStorefront.running(
        wire -> {
          boolean cut = wire.readRequest().orElseThrow().target().equals("/cut");
          wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\nhalf");
          if (!cut) {
            wire.readToEnd();
          }
        });
  }

  @Test
  void client_leavesInMidAnswer_leavesNoSample() throws IOException {
    try (var legacy = half();
        var gateway = sampled.start(shop(legacy))) {
      try (var client = gateway.connect()) {
        client.send(GET);
        client.readHead();
      }
      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      await().until(() -> sampled.misses().equals(List.of(ShadowMiss.FAILED)));
      assertThat(sampled.left()).isZero();
    }
  }

  @Test
  void storefront_failsInMidAnswer_leavesNoSample() throws IOException {
    try (var legacy = half();
        var gateway = sampled.start(shop(legacy));
        var client = gateway.connect()) {
      client.send("GET /cut HTTP/1.1\r\nHost: a\r\n\r\n");
      gateway.outcome();

      await().until(() -> sampled.misses().equals(List.of(ShadowMiss.FAILED)));
      assertThat(sampled.left()).isZero();
    }
  }

  @Test
  void answer_ofTheOtherStorefrontByFallback_isNoSample() throws IOException {
    try (var legacy =
            RecordingStorefront.answering(_ -> "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
        var next = pages();
        var gateway =
            sampled.start(
                Shop.of(legacy, next)
                    .units(
                        "{ name: all, match: { path: /** }, exposure: { percent: 0% },"
                            + " fallback: { on: [404] } }"))) {
      assertThat(gateway.request(GET).status()).isEqualTo(200);
      gateway.outcome();

      await().until(() -> sampled.misses().equals(List.of(ShadowMiss.FAILED)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void get_inEitherVersion_isASample(Visit.Version version) throws IOException {
    try (var legacy = pages();
        var gateway = sampled.start(shop(legacy))) {
      assertThat(version.ask(gateway, "GET", "/p/1").body()).isEqualTo("<p>legacy");

      Sample sample = sampled.next();
      assertThat(sample.host()).isEqualTo("www.shop.example");
      assertThat(text(sample)).isEqualTo("<p>legacy");
    }
  }

  @Test
  void templateKeptFromNext_isSampledAsSuch() throws IOException {
    Live live = Live.fresh();
    try (var legacy = pages();
        var next = pages();
        var gateway = sampled.start(shop(legacy))) {
      Config config =
          Shop.of(legacy, next)
              .units(UNIT.replace("0% }", "100% }, guard: [status]"))
              .and("seo: { sampling: { rate: 100% } }")
              .config();
      assertThat(gateway.plane().activate(config, Decider.plain(config, live), List::of)).isEmpty();
      gateway.request(GET);
      assertThat(sampled.next().backend()).isEqualTo("next");

      live.guards().of("all").withhold("other");
      gateway.request(GET);

      Sample sample = sampled.next();
      assertThat(sample.backend()).isEqualTo("legacy");
      assertThat(sample.guarded()).isTrue();
    }
  }

  /** A sink that fails where visitors are served harms none of them. */
  @Test
  void sink_thatThrows_touchesNoVisitor() throws IOException {
    Sampled failing =
        new Sampled() {
          @Override
          public boolean wants(Decision.Serve serve, String host, String path, String query) {
            super.wants(serve, host, path, query);
            if (path.equals("/p/1")) {
              throw new IllegalStateException("a sink that cannot say");
            }
            return true;
          }

          @Override
          public void onMiss(String unit, ShadowMiss why) {
            super.onMiss(unit, why);
            throw new IllegalStateException("a sink that cannot count");
          }
        };
    try (var legacy = RecordingStorefront.named("text");
        var gateway = failing.start(shop(legacy));
        var client = gateway.connect()) {
      for (String path : List.of("/p/1", "/p/2", "/p/1")) {
        assertThat(client.get(path).text()).isEqualTo("text");
        assertThat(gateway.outcome().error()).isNull();
      }
      assertThat(failing.asked()).hasSize(3);
      await().until(() -> failing.misses().equals(List.of(ShadowMiss.NO_PAGE)));
    }
  }

  /** Drawn requests are samples first; the others may be shadows. */
  @Test
  void unit_withAMirror_hasSamplesToo() throws IOException {
    Pairs pairs = new Pairs();
    try (var legacy = pages();
        var gateway =
            sampled.start(
                Shop.of(legacy)
                    .units(
                        "{ name: all, match: { path: /** }, send: legacy, mirror: { rate: 100% } }"))) {
      gateway.plane().mirrorTo(pairs);

      gateway.request(GET);
      gateway.request("GET /y HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\n\r\n");

      assertThat(sampled.next().path()).isEqualTo("/p/1");
      assertThat(pairs.next().path()).isEqualTo("/y");
      assertThat(pairs.left()).isZero();
    }
  }
}
