package dev.crossfade.proxy;

import static dev.crossfade.proxy.Hostile.lines;
import static dev.crossfade.proxy.RecordingStorefront.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Cases 11 and 34 of docs/wire-safety.md: a connection is a tunnel only when all three have agreed
 * to it.
 */
class WireSafetyUpgradeTest {
  private static final String WEBSOCKET =
      lines(
          "GET /chat HTTP/1.1|Host: a|Connection: Upgrade|Upgrade: websocket|"
              + "Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==||");

  /** A shop that does not want to: what follows is a request like others, or nothing at all. */
  @ParameterizedTest(name = "11 (RFC 9110 §7.8): the shop answers 200 to an upgrade, {0}")
  @EnumSource
  void upgrade_answeredWithAPage_isNoTunnel(Delivery delivery) throws IOException {
    try (var storefront = RecordingStorefront.answering(r -> ok(r.target()));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      new Hostile(11, "", "", WEBSOCKET).send(client, delivery);

      assertThat(client.readResponse().text()).isEqualTo("/chat");
      assertThat(followUp(client)).isIn("/follow-up", "closed");
      assertThat(storefront.requests())
          .allSatisfy(
              seen -> assertThat(seen.header("via")).isEqualTo("1.1 " + Forwarding.PSEUDONYM));
    }
  }

  private static String followUp(Wire client) throws IOException {
    try {
      return client.readResponse().text();
    } catch (EOFException _) {
      return "closed";
    }
  }

  @ParameterizedTest(name = "34 (RFC 9113 §3.1): an upgrade to HTTP/2, {0}")
  @EnumSource
  void upgradeToHttp2_isNotHeardAndNotPassedOn(Delivery delivery) throws IOException {
    String request =
        "GET / HTTP/1.1|Host: a|Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|"
            + "HTTP2-Settings: AAMAAABkAAQAAP__||";
    try (var storefront = RecordingStorefront.answering(r -> ok(r.target()));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      new Hostile(34, "", "", lines(request)).send(client, delivery);

      assertThat(client.readResponse().text()).isEqualTo("/");
      assertThat(client.readResponse().text()).isEqualTo("/follow-up");
      Message seen = storefront.requests().getFirst();
      assertThat(seen.has("upgrade")).isFalse();
      assertThat(seen.has("http2-settings")).isFalse();
      assertThat(seen.has("connection")).isFalse();
    }
  }
}
