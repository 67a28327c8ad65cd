package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What passes once a backend has agreed: bytes, of which the gateway knows nothing. */
class WebSocketTunnelTest {
  private static final int MB = 1 << 20;

  @Test
  void bytes_ofAnyKind_passUntouchedBothWays() throws IOException {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      assertThat(client.send(all).readBytes(all.length)).isEqualTo(all);
      client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.readBytes(4)).asString().isEqualTo("GET ");

      assertThat(storefront.connections()).isOne();
      assertThat(gateway.requestsUnderWay()).isOne();
    }
  }

  /** A backend may greet in the same packet in which it agrees. */
  @Test
  void bytes_inOneWriteWithTheBackendsHead_arriveBehindIt() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.send(Handshake.granted(Handshake.asked(wire)) + "welcome");
                  wire.readToEnd();
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      assertThat(client.readBytes(7)).asString().isEqualTo("welcome");
    }
  }

  /** A client that does not wait is heard after the backend agreed, and not before. */
  @Test
  void bytes_inOneWriteWithTheClientsHead_waitForTheBackendToAgree() throws Exception {
    CompletableFuture<Integer> early = new CompletableFuture<>();
    CompletableFuture<String> heard = new CompletableFuture<>();
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  Message request = Handshake.asked(wire);
                  early.complete(wire.socket().getInputStream().available());
                  wire.send(Handshake.granted(request));
                  heard.complete(new String(wire.readBytes(5), US_ASCII));
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send(Handshake.request("/chat") + "hello");

      assertThat(client.readResponse().status()).isEqualTo(101);
      assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
      assertThat(early.get()).isZero();
    }
  }

  @Test
  void client_leaves_endsTheBackendsSide() throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.running(
                Handshake.granting(
                    wire -> {
                      wire.readToEnd();
                      ended.countDown();
                    }));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      client.leave();

      await().until(() -> ended.getCount() == 0);
      await().until(() -> gateway.plane().connectionCount() == 0);
      await().until(() -> gateway.requestsUnderWay() == 0);
    }
  }

  @Test
  void client_leavesWithoutAGoodbye_endsTheBackendsSide() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      client.reset();

      await().until(() -> storefront.openConnections() == 0);
      await().until(() -> gateway.requestsUnderWay() == 0);
    }
  }

  @Test
  void backend_sendsAndLeaves_endsTheClientsSideBehindTheLastByte() throws IOException {
    try (var storefront =
            RecordingStorefront.running(Handshake.granting(wire -> wire.send(new byte[MB])));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      assertThat(client.readToEnd()).hasSize(MB);

      await().until(() -> gateway.requestsUnderWay() == 0);
    }
  }

  @Test
  void backend_crashes_endsTheClientsSide() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      storefront.resetAll();

      assertThat(client.isEnded()).isTrue();
      await().until(() -> gateway.plane().connectionCount() == 0);
    }
  }

  /** A client that has nothing more to say still hears the end of what it is told. */
  @Test
  void client_closesItsHalf_stillHearsTheBackend() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                Handshake.granting(
                    wire -> {
                      int heard = wire.readToEnd().length;
                      wire.send("heard " + heard);
                    }));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      client.send("goodbye").socket().shutdownOutput();

      assertThat(client.readToEnd()).asString().isEqualTo("heard 7");
    }
  }

  /** Neither connection carries anything else: where the backend's bytes stand is unknown. */
  @Test
  void connection_thatWasATunnel_isNotUsedAgain() throws IOException {
    try (var storefront =
            RecordingStorefront.running(Handshake.granting(wire -> wire.readBytes(1)));
        var gateway = Gateway.start(Shop.of(storefront))) {
      for (int i = 1; i <= 3; i++) {
        try (var client = Handshake.open(gateway)) {
          client.send("x");
          assertThat(client.isEnded()).isTrue();
        }
        assertThat(storefront.connections()).isEqualTo(i);
      }
      assertThat(gateway.legacy().getFirst().idle()).isZero();
    }
  }

  /** The backend is stopped while the client does not read, and goes on when it does. */
  @Test
  void client_thatDoesNotRead_holdsTheBackendBack() throws IOException {
    Flood flood = new Flood();
    try (var storefront = RecordingStorefront.running(Handshake.granting(flood::send));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      long before = PlatformDependent.usedDirectMemory();
      flood.awaitStandstill();

      assertThat(flood.sent()).isLessThan(Flood.BUFFERED);
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(Flood.BUFFERED);
      assertThat(client.skip(Flood.SIZE)).isEqualTo(Flood.SIZE);
      assertThat(client.isEnded()).isTrue();
    }
  }

  /** The client is stopped while the backend does not read, and goes on when it does. */
  @Test
  void backend_thatDoesNotRead_holdsTheClientBack() throws Exception {
    Flood flood = new Flood();
    CountDownLatch stoodStill = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.running(
                Handshake.granting(
                    wire -> {
                      await().until(() -> stoodStill.getCount() == 0);
                      wire.send(Long.toString(wire.skip(Flood.SIZE)));
                    }));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = Handshake.open(gateway)) {
      long before = PlatformDependent.usedDirectMemory();
      var sending =
          CompletableFuture.runAsync(
              () -> sendUnchecked(flood, client), Thread::startVirtualThread);
      flood.awaitStandstill();

      assertThat(flood.sent()).isLessThan(Flood.BUFFERED);
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(Flood.BUFFERED);
      stoodStill.countDown();
      assertThat(client.readToEnd()).asString().isEqualTo(Integer.toString(Flood.SIZE));
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  private static void sendUnchecked(Flood flood, Wire client) {
    try {
      flood.send(client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void tunnel_whereNobodySpeaks_endsAfterTheIdleTimeout() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront).backends("timeouts: { idle: 200ms }"));
        var client = Handshake.open(gateway)) {
      assertThat(client.isEnded()).isTrue();

      assertThat(gateway.outcome().error()).isEqualTo(Failure.TUNNEL_IDLE);
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  /** Whoever speaks, only one of them has to. */
  @Test
  void tunnel_whereOnlyTheClientSpeaks_isNotIdle() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                Handshake.granting(
                    wire -> {
                      byte last;
                      do {
                        last = wire.readBytes(1)[0];
                      } while (last != '!');
                      wire.send("still here");
                    }));
        var gateway = Gateway.start(Shop.of(storefront).backends("timeouts: { idle: 500ms }"));
        var client = Handshake.open(gateway)) {
      speakFor(Duration.ofMillis(1_500), client);

      assertThat(client.send("!").readBytes(10)).asString().isEqualTo("still here");
    }
  }

  /** What bounds a request, its whole time and its body, does not bound a tunnel. */
  @Test
  void tunnel_longerAndLargerThanARequestMayBe_stays() throws IOException {
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .backends("timeouts: { total: 200ms, firstByte: 200ms }")
                    .and("limits: { body: 1B, timeouts: { body: 200ms, idle: 200ms } }"));
        var client = Handshake.open(gateway)) {
      speakFor(Duration.ofMillis(600), client);

      assertThat(client.send("!").readBytes(1)).isNotEmpty();
    }
  }

  private static void speakFor(Duration time, Wire client) {
    long end = System.nanoTime() + time.toNanos();
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              client.send("x");
              return System.nanoTime() > end;
            });
  }
}
