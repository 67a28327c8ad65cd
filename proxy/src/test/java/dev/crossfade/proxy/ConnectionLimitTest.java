package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An endpoint gets so many connections and no more, whichever event loops want them. */
class ConnectionLimitTest {
  private static final String PAGE = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  /** The clients are spread over all event loops, so connections have to make room. */
  @Test
  void requests_manyAtOnce_shareTheConnectionsThereAre() throws Exception {
    AtomicInteger most = new AtomicInteger();
    RecordingStorefront[] self = new RecordingStorefront[1];
    try (var storefront =
            RecordingStorefront.answering(
                r -> {
                  most.accumulateAndGet(self[0].openConnections(), Math::max);
                  return RecordingStorefront.ok(r.target());
                });
        ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
      self[0] = storefront;
      try (var gateway =
          Gateway.start(
              Shop.of(storefront)
                  .backends("pool: { maxConnections: 2 }, timeouts: { connect: 10s }"))) {
        List<Future<List<Integer>>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          all.add(visitors.submit(() -> visit(gateway, 25)));
        }
        for (Future<List<Integer>> statuses : all) {
          assertThat(statuses.get()).hasSize(25).containsOnly(200);
        }
        await().until(() -> gateway.legacy().getFirst().active() == 0);
      }
      // The storefront learns a little later than the gateway that a connection has gone.
      assertThat(most.get()).isBetween(1, 4);
    }
  }

  private static List<Integer> visit(Gateway gateway, int times) throws IOException {
    try (Wire client = gateway.connect()) {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        statuses.add(client.get("/").status());
      }
      return statuses;
    }
  }

  @Test
  void request_beyondTheLimit_waitsForAConnection() throws IOException {
    Semaphore answers = new Semaphore(0);
    try (var storefront = slow(answers);
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .backends("pool: { maxConnections: 1 }, timeouts: { connect: 10s }"));
        var first = gateway.connect();
        var second = gateway.connect();
        var third = gateway.connect()) {
      first.send(PAGE);
      await().until(() -> storefront.requests().size() == 1);
      second.send(PAGE);
      third.send(PAGE);
      await().until(() -> gateway.legacy().getFirst().pending() == 2);
      assertThat(gateway.legacy().getFirst().active()).isOne();
      assertThat(storefront.openConnections()).isOne();

      answers.release(3);

      assertThat(first.readResponse().status()).isEqualTo(200);
      assertThat(second.readResponse().status()).isEqualTo(200);
      assertThat(third.readResponse().status()).isEqualTo(200);
      assertThat(gateway.legacy().getFirst().pending()).isZero();
    }
  }

  @Test
  void request_whenTheQueueIsFull_is503WithRetryAfter() throws IOException {
    Semaphore answers = new Semaphore(0);
    try (var storefront = slow(answers);
        var gateway =
            Gateway.start(
                Shop.of(storefront).backends("pool: { maxConnections: 1, maxPending: 0 }"));
        var first = gateway.connect();
        var second = gateway.connect()) {
      first.send(PAGE);
      await().until(() -> storefront.requests().size() == 1);

      Message refused = second.get("/");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isNotNull();
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BACKEND_BUSY);
      answers.release();
      assertThat(first.readResponse().status()).isEqualTo(200);
    }
  }

  @Test
  void request_whenNoConnectionIsFreedInTime_is503() throws IOException {
    Semaphore answers = new Semaphore(0);
    try (var storefront = slow(answers);
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .backends("pool: { maxConnections: 1 }, timeouts: { connect: 50ms }"));
        var first = gateway.connect();
        var second = gateway.connect()) {
      first.send(PAGE);
      await().until(() -> storefront.requests().size() == 1);

      assertThat(second.get("/").status()).isEqualTo(503);

      assertThat(gateway.legacy().getFirst().pending()).isZero();
      answers.release();
      assertThat(first.readResponse().status()).isEqualTo(200);
    }
  }

  /** What cannot be made must not count for ever. */
  @Test
  void connections_thatFail_giveTheirRightBack() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront).backends("pool: { maxConnections: 1, maxPending: 0 }"))) {
      storefront.stop();

      for (int i = 0; i < 5; i++) {
        assertThat(gateway.get("/").status()).isEqualTo(502);
      }
      assertThat(gateway.legacy().getFirst().active()).isZero();
    }
  }

  /** One idle connection for each loop would be more than there may be. */
  @Test
  void connections_idleOnAnotherLoop_makeRoomEvenWithoutAQueue() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .backends(
                        "pool: { maxConnections: 1, maxPending: 0 }, timeouts: { connect: 10s }"))) {
      for (int i = 0; i < 20; i++) {
        assertThat(gateway.get("/").status()).isEqualTo(200);
        await().until(() -> gateway.legacy().getFirst().active() == 0);
      }
    }
  }

  private static RecordingStorefront slow(Semaphore answers) {
    return RecordingStorefront.answering(
        _ -> {
          answers.acquireUninterruptibly();
          return RecordingStorefront.ok("page");
        });
  }
}
