package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, and above all what is not (RFC 9110 §9.2.2). */
class RetryTest {
  private static final String UNAVAILABLE =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy";

  /** Each endpoint has its turn, so that every second request meets the bad one first. */
  private static final String IN_TURN =
      "balance: round-robin, ejection: { consecutiveErrors: 10000 }";

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
  void idempotent_answered503_isSentToAnother(String method) throws IOException {
    try (var bad = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var good =
            RecordingStorefront.answering(
                r ->
                    r.method().equals("HEAD")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"
                        : RecordingStorefront.ok("good"));
        var gateway = Gateway.start(two(bad, good, IN_TURN))) {
      for (int i = 0; i < 4; i++) {
        assertThat(gateway.request(method + " / HTTP/1.1\r\nHost: a\r\n\r\n").status())
            .isEqualTo(200);
      }

      assertThat(bad.requests()).hasSize(4); // each retry takes a turn as well
      assertThat(good.requests()).hasSize(4);
      Outcome first = gateway.outcome();
      assertThat(first.retries()).isOne();
      assertThat(first.endpoint()).isEqualTo("127.0.0.1:" + good.port());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "MERGE", "get"})
  void others_answered503_areSentOnce(String method) throws IOException {
    try (var bad = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var gateway = Gateway.start(Shop.of(bad))) {
      Message answer = gateway.request(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).isEqualTo("busy");
      assertThat(bad.requests()).hasSize(1);
    }
  }

  /** A body that went with the first attempt is not there for a second. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
      })
  void idempotent_withABody_isSentOnce(String rest) throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (var bad =
            RecordingStorefront.running(wire -> seen.add(wire.readRequest().orElseThrow().text()));
        var gateway = Gateway.start(Shop.of(bad))) {
      assertThat(gateway.request("PUT / HTTP/1.1\r\nHost: a\r\n" + rest).status()).isEqualTo(502);

      assertThat(seen).containsExactly("hello");
    }
  }

  /** Nothing has been sent yet, not even a body. */
  @Test
  void idempotent_withABodyNotConnected_isSentToAnother() throws IOException {
    try (var bad = RecordingStorefront.named("bad");
        var good = RecordingStorefront.answering(r -> RecordingStorefront.ok(r.text()));
        var gateway = Gateway.start(two(bad, good, IN_TURN))) {
      bad.stop();

      for (int i = 0; i < 2; i++) {
        assertThat(
                gateway
                    .request("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
                    .text())
            .isEqualTo("hello");
      }
      assertThat(good.requests()).hasSize(2);
    }
  }

  @Test
  void post_notConnected_is502() throws IOException {
    try (var bad = RecordingStorefront.named("bad");
        var good = RecordingStorefront.named("good");
        var gateway = Gateway.start(two(bad, good, IN_TURN))) {
      bad.stop();

      assertThat(
              gateway.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").status())
          .isEqualTo(502);
    }
  }

  @Test
  void get_resetBeforeTheAnswer_isSentAgain() throws IOException {
    AtomicInteger connections = new AtomicInteger();
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  if (connections.incrementAndGet() == 1) {
                    wire.reset();
                  } else {
                    wire.send(RecordingStorefront.ok("page"));
                  }
                });
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.get("/").text()).isEqualTo("page");
      assertThat(gateway.outcome().retries()).isOne();
    }
  }

  /** The second request waits unread while the first is sent again. */
  @Test
  void get_pipelined_areAllSentAgainInOrder() throws IOException {
    try (var bad = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var good =
            RecordingStorefront.answering(r -> RecordingStorefront.ok(r.target() + r.text()));
        var gateway = Gateway.start(two(bad, good, IN_TURN));
        var client = gateway.connect()) {
      StringBuilder burst = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        burst.append("GET /%d HTTP/1.1\r\nHost: a\r\n\r\n".formatted(i));
      }
      client.send(burst + "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");

      for (int i = 0; i < 10; i++) {
        assertThat(client.readResponse().text()).isEqualTo("/" + i);
      }
      assertThat(client.readResponse().text()).isEqualTo("busy");
      assertThat(bad.requests()).hasSize(11);
      assertThat(bad.requests().getLast().text()).isEqualTo("hi");
    }
  }

  @Test
  void get_failsMoreOftenThanAllowed_getsTheLastAnswer() throws IOException {
    try (var bad = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var gateway = Gateway.start(Shop.of(bad).backends("retries: { attempts: 2 }"))) {
      Message answer = gateway.get("/");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).isEqualTo("busy");
      assertThat(bad.requests()).hasSize(3);
      assertThat(gateway.outcome().retries()).isEqualTo(2);
    }
  }

  @Test
  void get_failsOtherwiseThanConfigured_isNotSentAgain() throws IOException {
    try (var bad = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var gateway = Gateway.start(Shop.of(bad).backends("retries: { on: [ connect, 502 ] }"))) {
      assertThat(gateway.get("/").status()).isEqualTo(503);
      assertThat(bad.requests()).hasSize(1);
    }
  }

  @Test
  void get_answeredInPart_isNotSentAgain() throws IOException {
    AtomicInteger connections = new AtomicInteger();
    try (var bad =
            RecordingStorefront.running(
                wire -> {
                  connections.incrementAndGet();
                  wire.readRequest();
                  wire.send("HTTP/1.1 103 Early Hints\r\n\r\n" + UNAVAILABLE);
                });
        var gateway = Gateway.start(Shop.of(bad));
        var client = gateway.connect()) {
      assertThat(client.get("/").status()).isEqualTo(103);
      assertThat(client.readResponse().status()).isEqualTo(503);
      assertThat(connections).hasValue(1);
    }
  }

  @Test
  void retries_beyondTheBudget_areNotMade() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (var bad = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var gateway =
            Gateway.start(
                Shop.of(bad).backends("retries: { attempts: 10, budget: 1% }"),
                new RequestMetrics(registry));
        var client = gateway.connect()) {
      for (int i = 0; i < 10; i++) {
        assertThat(client.get("/").status()).isEqualTo(503);
        gateway.outcome();
      }

      // Thirty are free in ten seconds, and this may take a little longer.
      assertThat(bad.requests()).hasSizeBetween(40, 70);
      assertThat(
              registry.get("crossfade.upstream.retries").tag("backend", "legacy").counter().count())
          .isEqualTo(bad.requests().size() - 10.0);
    }
  }

  /** RFC 9112 §9.3.1: the endpoint closes a kept connection at the moment we use it. */
  @Test
  void get_onAConnectionThatCloses_isSentAgainEvenWithoutRetries() throws IOException {
    AtomicInteger lost = new AtomicInteger();
    try (var storefront = closingAtTheSecond(lost);
        var gateway = Gateway.start(Shop.of(storefront).backends("retries: { attempts: 0 }"));
        var client = gateway.connect()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.get("/").text()).isEqualTo("page");
      }
      assertThat(lost.get()).isPositive();
    }
  }

  @Test
  void post_onAConnectionThatCloses_isSentOnce() throws IOException {
    AtomicInteger lost = new AtomicInteger();
    try (var storefront = closingAtTheSecond(lost);
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      assertThat(client.get("/").text()).isEqualTo("page");
      await().until(() -> gateway.legacy().getFirst().idle() == 1);

      Message answer = client.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");

      assertThat(answer.status()).isEqualTo(502);
      assertThat(lost).hasValue(1);
      assertThat(storefront.connections()).isOne();
    }
  }

  private static RecordingStorefront closingAtTheSecond(AtomicInteger lost) {
    return RecordingStorefront.running(
        wire -> {
          wire.readRequest();
          wire.send(RecordingStorefront.ok("page"));
          if (wire.readRequest().isPresent()) {
            lost.incrementAndGet();
          }
        });
  }

  private static Shop two(RecordingStorefront one, RecordingStorefront other, String settings) {
    return Shop.of(one).legacy(one.url(), other.url()).backends(settings);
  }
}
