package dev.crossfade.proxy;

import static dev.crossfade.proxy.RecordingStorefront.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 35 of docs/wire-safety.md: what a shop says before its answer. */
class WireSafetyInterimTest {
  private static final String HINT = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  @ParameterizedTest(name = "35 (RFC 8297): {0} early hints are relayed")
  @ValueSource(ints = {1, 3})
  void hints_areRelayedInOrder(int times) throws IOException {
    try (var storefront = RecordingStorefront.answering(_ -> HINT.repeat(times) + ok("page"));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      for (int i = 0; i < times; i++) {
        Message hint = client.readResponse();
        assertThat(hint.status()).isEqualTo(103);
        assertThat(hint.header("link")).isEqualTo("</a.css>");
      }
      assertThat(client.readResponse().text()).isEqualTo("page");
    }
  }

  @ParameterizedTest(name = "35 (RFC 9110 §15.2): {0} early hints are relayed over HTTP/2")
  @ValueSource(ints = {1, 3})
  void hintsOverHttp2_areRelayedInOrder(int times) throws IOException {
    try (var storefront = RecordingStorefront.answering(_ -> HINT.repeat(times) + ok("page"));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      H2Wire.Answer answer = client.get(1, "/");

      assertThat(answer.heads()).hasSize(times + 1);
      assertThat(answer.body()).isEqualTo("page");
    }
  }

  @ParameterizedTest(name = "35 (RFC 9110 §15.2.1): 100 that nobody asked for, {0}")
  @EnumSource
  void continue_unasked_doesNoHarm(Visit.Version version) throws IOException {
    try (var storefront = RecordingStorefront.answering(r -> CONTINUE + ok(r.target()));
        var gateway = Gateway.start(Shop.of(storefront));
        var visit = version.begin(gateway)) {
      assertThat(visit.ask("GET", "/1").body()).isEqualTo("/1");
      assertThat(visit.ask("GET", "/2").body()).isEqualTo("/2");
    }
  }

  @ParameterizedTest(name = "35 (RFC 9110 §15.2.2): 101 that nobody asked for, {0}")
  @EnumSource
  void switchingProtocols_unasked_isABadGateway(Visit.Version version) throws IOException {
    String switching =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n";
    try (var storefront = RecordingStorefront.answering(_ -> switching + ok("tunnel"));
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(version.ask(gateway, "GET", "/").status()).isEqualTo(502);
    }
  }

  @ParameterizedTest(name = "35 (RFC 9110 §15.2): 10,000 times {1}, {0}")
  @CsvSource({"HTTP_1,103", "HTTP_1,100", "HTTP_2,103", "HTTP_2,100"})
  void interimAnswers_withoutEnd_areABadGateway(Visit.Version version, int status)
      throws IOException {
    String interim = "HTTP/1.1 " + status + " X\r\n\r\n";
    try (var storefront =
            RecordingStorefront.answering(
                r -> (r.target().equals("/") ? interim.repeat(10_000) : "") + ok("page"));
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(version.ask(gateway, "GET", "/").status()).isEqualTo(502);
      assertThat(version.ask(gateway, "GET", "/other").body()).isEqualTo("page");
    }
  }

  @ParameterizedTest(name = "35 (RFC 9110 §15.2): {0} to a client of HTTP/1.0")
  @ValueSource(ints = {100, 103})
  void interimAnswers_toAClientOfHttp10_areLeftOut(int status) throws IOException {
    String interim = status == 100 ? CONTINUE : HINT;
    try (var storefront = RecordingStorefront.answering(_ -> interim.repeat(3) + ok("page"));
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.request("GET / HTTP/1.0\r\n\r\n").text()).isEqualTo("page");
    }
  }
}
