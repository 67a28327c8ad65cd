package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.Telemetry;
import dev.crossfade.config.value.Share;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Tunnels while the gateway around them changes or ends, and what is told of them afterwards. */
class WebSocketLifeTest {
  @TempDir Path temp;

  private static void assertTunnels(Wire client) throws IOException {
    assertThat(client.send("ping").readBytes(4)).asString().isEqualTo("ping");
  }

  /** Draining asks nobody to hang up: a tunnel has no end that could be waited for otherwise. */
  @Test
  void drain_tunnelThatEndsInTime_isNotCut() throws Exception {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      var address = gateway.address(0);
      var cut =
          CompletableFuture.supplyAsync(
              () -> gateway.plane().drain(Duration.ofSeconds(10)), Thread::startVirtualThread);
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> Wire.connect(address)).isInstanceOf(IOException.class));

      assertTunnels(client);
      client.leave();

      assertThat(cut.get(10, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void drain_tunnelThatStays_isCutWhenTheTimeIsUp() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      assertThat(gateway.plane().drain(Duration.ofMillis(100))).isOne();

      assertThat(client.isEnded()).isTrue();
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  /** A tunnel belongs to the configuration it was opened under, also when its backend is gone. */
  @Test
  void activate_withoutTheBackendOfATunnel_leavesTheTunnelToIt() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var other = RecordingStorefront.named("other");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      assertThat(gateway.activate(Shop.of(other))).isEmpty();

      assertThat(gateway.get("/").text()).isEqualTo("other");
      assertTunnels(client);
      client.leave();
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @Test
  void activate_withAnotherShare_leavesTunnelsWhereTheyAre() throws IOException {
    try (var legacy = RecordingStorefront.running(Handshake.echoing());
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(legacy, next).exposing("0%"));
        var client = Handshake.open(gateway)) {
      assertThat(gateway.activate(Shop.of(legacy, next).exposing("100%"))).isEmpty();

      assertTunnels(client);
      assertThat(gateway.get("/").text()).isEqualTo("next");
    }
  }

  @Test
  void activate_withoutTheListenerOfATunnel_leavesTheTunnelOpen() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront).listeners(Shop.FREE_PORT, Shop.FREE_PORT));
        var client = Handshake.open(Wire.connect(gateway.address(1)))) {
      assertThat(gateway.activate(Shop.of(storefront))).isEmpty();

      assertTunnels(client);
    }
  }

  /** One line, when it is over: what passed, how long it took, and that nothing was wrong. */
  @Test
  void line_ofATunnel_tellsWhatPassed() throws IOException {
    Path file = temp.resolve("access.log");
    var to =
        new Telemetry.AccessLog(
            file, Telemetry.Format.JSON, Share.ALL, Telemetry.Address.WHOLE, List.of());
    try (var storefront =
            RecordingStorefront.running(
                Handshake.granting(wire -> wire.send(wire.readBytes(4)).send("and more")));
        var log = new AccessLog(to, new PrintStream(OutputStream.nullOutputStream()));
        var gateway = Gateway.start(Shop.of(storefront), log);
        var client = Handshake.open(gateway)) {
      assertThat(gateway.outcomesLeft()).isZero();
      client.send("ping").readToEnd();

      Outcome outcome = gateway.outcome();
      assertThat(outcome.status()).isEqualTo(101);
      assertThat(outcome.error()).isNull();
      assertThat(outcome.durationNanos()).isGreaterThanOrEqualTo(outcome.firstByteNanos());
    }

    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    assertThat(json.get("status").asInt()).isEqualTo(101);
    assertThat(json.get("method").asString()).isEqualTo("GET");
    assertThat(json.get("path").asString()).isEqualTo("/chat");
    assertThat(json.get("protocol").asString()).isEqualTo("HTTP/1.1");
    assertThat(json.get("bytes_in").asLong()).isEqualTo(4);
    assertThat(json.get("bytes_out").asLong()).isEqualTo(12);
    assertThat(json.get("backend").asString()).isEqualTo("legacy");
    assertThat(json.has("error")).isFalse();
  }

  /** Most tunnels end because a visitor goes elsewhere: that is how they end, not a failure. */
  @Test
  void client_leavesItsTunnel_isNoFailure() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      assertTunnels(client);
      client.leave();

      Outcome outcome = gateway.outcome();
      assertThat(outcome.status()).isEqualTo(101);
      assertThat(outcome.error()).isNull();
    }
  }
}
