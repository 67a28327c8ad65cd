package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.Telemetry;
import dev.crossfade.config.value.Share;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What operators read of each request, and what they must never be able to read. */
class AccessLogTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  @TempDir Path temp;

  @Test
  void line_ofARequest_tellsWhatBecameOfIt() throws IOException {
    Path file = temp.resolve("access.log");
    int port;
    try (var storefront = RecordingStorefront.named("legacy");
        var log = new AccessLog(to(file, Share.ALL), NOWHERE);
        var gateway = Gateway.start(Shop.of(storefront).exposing("0%"), log)) {
      port = storefront.port();
      String secrets =
          """
          Cookie: session=secret1
          Authorization: Bearer secret2
          Proxy-Authorization: Basic secret3
          """;
      String request =
          """
          POST /c/shoes?size=43&cf_preview=secret4&q=%22a%22 HTTP/1.1
          Host: WWW.Shop.Example:8080
          User-Agent: "quoted" \\ é
          Referer: https://shop.example/?cf_preview=secret5
          Content-Length: 5
          """
              + secrets;
      gateway.request(request.replace("\n", "\r\n") + "\r\nhello");
      gateway.outcome();
    }

    String line = Files.readAllLines(file).getFirst();
    assertThat(line).doesNotContain("secret");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(Instant.parse(json.get("ts").asString())).isBefore(Instant.now().plusSeconds(1));
    assertThat(json.get("id").asString()).matches("[0-9a-f]{32}");
    assertThat(json.get("client").asString()).isEqualTo("127.0.0.1");
    assertThat(json.get("method").asString()).isEqualTo("POST");
    assertThat(json.get("host").asString()).isEqualTo("www.shop.example");
    assertThat(json.get("path").asString()).isEqualTo("/c/shoes");
    assertThat(json.get("query").asString()).isEqualTo("size=43&cf_preview=-&q=%22a%22");
    assertThat(json.get("protocol").asString()).isEqualTo("HTTP/1.1");
    assertThat(json.get("status").asInt()).isEqualTo(200);
    assertThat(json.get("bytes_in").asLong()).isEqualTo(5);
    assertThat(json.get("bytes_out").asLong()).isEqualTo(6);
    assertThat(json.get("duration_ms").asDouble())
        .isGreaterThanOrEqualTo(json.get("first_byte_ms").asDouble())
        .isPositive();
    assertThat(json.get("unit").asString()).isEqualTo("all");
    assertThat(json.get("backend").asString()).isEqualTo("legacy");
    assertThat(json.get("endpoint").asString()).isEqualTo("127.0.0.1:" + port);
    assertThat(json.get("arm").asString()).isEqualTo("legacy");
    assertThat(json.get("reason").asString()).isEqualTo("bucket");
    assertThat(json.get("bucket").asInt()).isBetween(0, 9_999);
    assertThat(json.get("ua").asString()).isEqualTo("\"quoted\" \\ \u00e9");
    assertThat(json.get("referer").asString()).isEqualTo("https://shop.example/?cf_preview=-");
    assertThat(json.has("error")).isFalse();
  }

  @Test
  void line_ofARefusedRequest_tellsWhy() throws IOException {
    Path file = temp.resolve("access.log");
    try (var storefront = RecordingStorefront.named("legacy");
        var log = new AccessLog(to(file, Share.ALL), NOWHERE);
        var gateway = Gateway.start(Shop.of(storefront), log)) {
      gateway.request("GET / HTTP/1.1\r\n\r\n");
      gateway.outcome();
    }

    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    assertThat(json.get("status").asInt()).isEqualTo(400);
    assertThat(json.get("error").asString()).isEqualTo("malformed");
    assertThat(json.has("backend")).isFalse();
  }

  @Test
  void file_movedAway_isOpenedAnew() throws IOException {
    Path file = temp.resolve("access.log");
    Path rotated = temp.resolve("access.log.1");
    try (var storefront = RecordingStorefront.named("legacy");
        var log = new AccessLog(to(file, Share.ALL), NOWHERE);
        var gateway = Gateway.start(Shop.of(storefront), log)) {
      gateway.get("/before");
      await().until(() -> Files.exists(file) && Files.readString(file).contains("/before"));
      Files.move(file, rotated);
      gateway.get("/after");

      await().until(() -> Files.exists(file) && Files.readString(file).contains("/after"));
      assertThat(Files.readString(rotated)).contains("/before").doesNotContain("/after");
      assertThat(log.dropped()).isZero();
    }
  }

  @Test
  void file_thatIsThereAlready_isAppendedTo() throws IOException {
    Path file = Files.writeString(temp.resolve("access.log"), "earlier\n");
    try (var storefront = RecordingStorefront.named("legacy");
        var log = new AccessLog(to(file, Share.ALL), NOWHERE);
        var gateway = Gateway.start(Shop.of(storefront), log)) {
      gateway.get("/");
      gateway.outcome();
    }

    assertThat(Files.readAllLines(file)).hasSize(2).startsWith("earlier");
  }

  @Test
  void file_thatCannotBeWritten_losesLinesButNoRequests() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var log = new AccessLog(to(temp, Share.ALL), NOWHERE);
        var gateway = Gateway.start(Shop.of(storefront), log)) {
      assertThat(gateway.get("/").status()).isEqualTo(200);

      await().until(() -> log.dropped() == 1);
    }
  }

  @Test
  void sample_ofNothing_writesNothing() throws IOException {
    Path file = temp.resolve("access.log");
    try (var storefront = RecordingStorefront.named("legacy");
        var log = new AccessLog(to(file, Share.NONE), NOWHERE);
        var gateway = Gateway.start(Shop.of(storefront), log)) {
      gateway.get("/unseen");
      gateway.outcome();
      log.configure(to(file, Share.ALL));
      gateway.get("/seen");
      gateway.outcome();
    }

    assertThat(Files.readAllLines(file)).singleElement().asString().contains("/seen");
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "WHOLE, 203.0.113.9, 203.0.113.9",
    "NETWORK, 203.0.113.9, 203.0.113.0",
    "NETWORK, 2001:db8:1:2::3, 2001:db8:1:0:0:0:0:0",
    "NONE, 203.0.113.9, ",
  })
  void client_isToldAsFarAsWanted(Telemetry.Address wanted, String client, @Nullable String told)
      throws IOException {
    JsonNode line =
        line(
            new Telemetry.AccessLog(
                temp.resolve("access.log"), Telemetry.Format.JSON, Share.ALL, wanted, List.of()),
            "X-Forwarded-For: " + client);

    assertThat(line.path("client").asString(null)).isEqualTo(told);
  }

  @Test
  void queriesThatAreLeftOut_standNowhereInTheLine() throws IOException {
    Path file = temp.resolve("access.log");
    JsonNode line =
        line(
            new Telemetry.AccessLog(
                file,
                Telemetry.Format.JSON,
                Share.ALL,
                Telemetry.Address.WHOLE,
                List.of(Telemetry.Field.QUERY, Telemetry.Field.UA)),
            "Referer: https://shop.example/search?q=secret");

    assertThat(line.path("referer").asString()).isEqualTo("https://shop.example/search");
    assertThat(line.path("path").asString()).isEqualTo("/c/shoes");
    assertThat(line.has("ua")).isFalse();
    assertThat(Files.readString(file)).doesNotContain("secret");
  }

  @Test
  void refererThatIsLeftOut_isNotThere() throws IOException {
    JsonNode line =
        line(
            new Telemetry.AccessLog(
                temp.resolve("access.log"),
                Telemetry.Format.JSON,
                Share.ALL,
                Telemetry.Address.WHOLE,
                List.of(Telemetry.Field.REFERER)),
            "Referer: https://shop.example/");

    assertThat(line.has("referer")).isFalse();
    assertThat(line.path("query").asString()).isEqualTo("size=secret");
  }

  /** Of a request that a trusted hop passes on. */
  private JsonNode line(Telemetry.AccessLog settings, String field) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var log = new AccessLog(settings, NOWHERE);
        var gateway =
            Gateway.start(Shop.of(storefront).and("trust: { proxies: [127.0.0.0/8] }"), log)) {
      gateway.request(
          "GET /c/shoes?size=secret HTTP/1.1\r\nHost: a\r\nUser-Agent: me\r\n"
              + field
              + "\r\n\r\n");
      gateway.outcome();
    }
    return new ObjectMapper().readTree(Files.readAllLines(settings.file()).getFirst());
  }

  @Test
  void standardOutput_isWrittenToAndLeftOpen() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      try (var storefront = RecordingStorefront.named("legacy");
          var log = new AccessLog(to(Path.of("-"), Share.ALL), out);
          var gateway = Gateway.start(Shop.of(storefront), log)) {
        gateway.get("/");
        gateway.outcome();
      }

      List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
      assertThat(lines).hasSize(1);
      out.println("still open");
      assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("still open");
    }
  }

  private static Telemetry.AccessLog to(Path file, Share sample) {
    return new Telemetry.AccessLog(
        file, Telemetry.Format.JSON, sample, Telemetry.Address.WHOLE, List.of());
  }
}
