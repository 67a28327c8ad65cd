package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies pass as they come: never gathered, never faster than the other side takes them. */
class StreamingTest {
  private static final int MB = 1 << 20;
  private static final int LARGE = 64 * MB;

  /** What the gateway may hold of a body that nobody reads; kernels hold more, if not the whole. */
  private static final int BUFFERED = 24 * MB;

  private static final String CHUNKED_HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void post_withContentLength_arrivesWhole() throws IOException {
    try (var storefront = RecordingStorefront.answering(r -> RecordingStorefront.ok(r.text()));
        var gateway = Gateway.start(Shop.of(storefront))) {
      Message answer =
          gateway.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");

      assertThat(answer.text()).isEqualTo("hello");
      Message seen = storefront.requests().getFirst();
      assertThat(seen.header("content-length")).isEqualTo("5");
      assertThat(seen.has("transfer-encoding")).isFalse();
    }
  }

  @Test
  void post_inChunks_arrivesWholeAndInChunks() throws IOException {
    try (var storefront = RecordingStorefront.answering(r -> RecordingStorefront.ok(r.text()));
        var gateway = Gateway.start(Shop.of(storefront))) {
      Message answer =
          gateway.request(chunkedPost("3;name=value\r\nhel\r\n2\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n"));

      assertThat(answer.text()).isEqualTo("hello");
      Message seen = storefront.requests().getFirst();
      assertThat(seen.header("transfer-encoding")).isEqualTo("chunked");
      assertThat(seen.has("content-length")).isFalse();
      assertThat(seen.trailers()).containsExactly(Map.entry("X-Sum", "1"));
    }
  }

  /**
   * A body whose first part comes with its head must wait for the connection that is being made,
   * also on a connection that has been used before.
   */
  @Test
  void post_onAKeptConnectionToABackendThatDoesNotKeepIts_arrivesWhole() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                r ->
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\n"
                        + r.text());
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      for (int i = 0; i < 5; i++) {
        Message answer =
            client.request(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell" + (char) ('0' + i));

        assertThat(answer.text()).isEqualTo("hell" + i);
      }
    }
  }

  @Test
  void answer_withContentLength_arrivesWhole() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront))) {
      Message answer = gateway.get("/");

      assertThat(answer.header("content-length")).isEqualTo("6");
      assertThat(answer.has("transfer-encoding")).isFalse();
      assertThat(answer.text()).isEqualTo("legacy");
    }
  }

  @Test
  void answer_inChunks_arrivesWholeAndInChunks() throws IOException {
    try (var storefront =
            RecordingStorefront.answering(
                _ -> CHUNKED_HEAD + "3\r\nhel\r\n2\r\nlo\r\n0\r\nX-Checksum: 1\r\n\r\n");
        var gateway = Gateway.start(Shop.of(storefront))) {
      Message answer = gateway.get("/");

      assertThat(answer.header("transfer-encoding")).isEqualTo("chunked");
      assertThat(answer.text()).isEqualTo("hello");
    }
  }

  /** A client of HTTP/1.1 is told the end in chunks, so that its connection can stay. */
  @Test
  void answer_thatEndsWithItsConnection_arrivesInChunks() throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send("HTTP/1.0 200 OK\r\n\r\nhello");
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      Message answer = client.get("/");

      assertThat(answer.header("transfer-encoding")).isEqualTo("chunked");
      assertThat(answer.text()).isEqualTo("hello");
      assertThat(client.get("/").text()).isEqualTo("hello");
    }
  }

  @Test
  void answer_firstPart_arrivesBeforeTheLastIsSent() throws IOException {
    CountDownLatch firstSeen = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send(CHUNKED_HEAD + "5\r\nfirst\r\n");
                  awaitOpen(firstSeen);
                  wire.send("4\r\nlast\r\n0\r\n\r\n");
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      client.readHead();

      assertThat(client.readChunk()).asString().isEqualTo("first");
      firstSeen.countDown();
      assertThat(client.readChunk()).asString().isEqualTo("last");
    }
  }

  @Test
  void post_firstPart_arrivesBeforeTheLastIsSent() throws IOException {
    CountDownLatch firstSeen = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readHead();
                  wire.readBytes(5);
                  firstSeen.countDown();
                  wire.readBytes(4);
                  wire.send(RecordingStorefront.ok("got it"));
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nfirst");
      awaitOpen(firstSeen);
      client.send("last");

      assertThat(client.readResponse().text()).isEqualTo("got it");
    }
  }

  /** The backend is stopped while the client does not read, and goes on when it does. */
  @Test
  void answer_largeAndUnread_isHeldBackAndThenArrivesWhole() throws IOException {
    AtomicLong sent = new AtomicLong();
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
                  sendLarge(wire, sent);
                  wire.readRequest();
                  wire.send(RecordingStorefront.ok("next"));
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = withSmallBuffers(gateway)) {
      long before = PlatformDependent.usedDirectMemory();
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      client.readHead();
      awaitStandstill(sent);

      assertThat(sent.get()).isLessThan(LARGE);
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(BUFFERED);
      assertThat(client.skip(LARGE)).isEqualTo(LARGE);
      assertThat(client.get("/x").text()).isEqualTo("next");
    }
  }

  /** The client is stopped while the backend does not read, and goes on when it does. */
  @Test
  void post_largeAndUnread_isHeldBackAndThenArrivesWhole() throws Exception {
    AtomicLong sent = new AtomicLong();
    CountDownLatch stoodStill = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readHead();
                  awaitOpen(stoodStill);
                  wire.send(RecordingStorefront.ok(Long.toString(wire.skip(LARGE))));
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      long before = PlatformDependent.usedDirectMemory();
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n");
      Thread sender = Thread.startVirtualThread(() -> sendLargeUnchecked(client, sent));
      awaitStandstill(sent);

      assertThat(sent.get()).isLessThan(LARGE);
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(BUFFERED);
      stoodStill.countDown();
      assertThat(client.readResponse().text()).isEqualTo(Integer.toString(LARGE));
      sender.join();
    }
  }

  @Test
  void post_longerThanAllowed_isRefusedBeforeAnyOfItIsSent() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and("limits: { body: 1KB }"))) {
      Message answer =
          gateway.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1025\r\n\r\n");

      assertThat(answer.status()).isEqualTo(413);
      assertThat(storefront.connections()).isZero();
    }
  }

  @Test
  void post_inMoreChunksThanAllowed_isRefused() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and("limits: { body: 1KB }"));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("400\r\n" + "x".repeat(0x400) + "\r\n1\r\nx\r\n");

      assertThat(client.readResponse().status()).isEqualTo(413);
      assertThat(client.isEnded()).isTrue();
      assertThat(storefront.requests()).isEmpty();
    }
  }

  @Test
  void post_thatStopsArriving_isGivenUp() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("limits: { timeouts: { body: 100ms } }"));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nfirst");

      assertThat(client.readResponse().status()).isEqualTo(408);
      assertThat(client.isEnded()).isTrue();
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BODY_TIMEOUT);
    }
  }

  @Test
  void post_withMalformedChunks_isRefused() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nfirst");

      assertThat(client.readResponse().status()).isEqualTo(400);
      assertThat(client.isEnded()).isTrue();
      assertThat(storefront.requests()).isEmpty();
    }
  }

  private static String chunkedPost(String body) {
    return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
  }

  private static void sendLargeUnchecked(Wire wire, AtomicLong sent) {
    try {
      sendLarge(wire, sent);
    } catch (IOException _) {
      // What arrived is counted where it arrives.
    }
  }

  private static void sendLarge(Wire wire, AtomicLong sent) throws IOException {
    byte[] part = new byte[1 << 16];
    Arrays.fill(part, (byte) 'x');
    for (int i = 0; i < LARGE / part.length; i++) {
      wire.send(part);
      sent.addAndGet(part.length);
    }
  }

  /** Until nothing more has been sent for a while. */
  private static void awaitStandstill(AtomicLong sent) {
    long[] before = {-1};
    await()
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              long now = sent.get();
              boolean still = now > 0 && now == before[0];
              before[0] = now;
              return still;
            });
  }

  private static Wire withSmallBuffers(Gateway gateway) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(64 << 10);
    socket.setSendBufferSize(64 << 10);
    socket.connect(gateway.address(0), 1_000);
    return new Wire(socket);
  }

  private static void awaitOpen(CountDownLatch latch) {
    await().until(() -> latch.getCount() == 0);
  }
}
