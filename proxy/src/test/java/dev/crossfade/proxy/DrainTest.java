package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The end of a gateway: what is under way is finished, but not for ever. */
class DrainTest {
  private static final Executor THREAD = Thread::startVirtualThread;

  @Test
  void drain_requestUnderWay_isFinished() throws Exception {
    CountDownLatch draining = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.answering(
                _ -> {
                  await().until(() -> draining.getCount() == 0);
                  return RecordingStorefront.ok("page");
                });
        var gateway = Gateway.start(Shop.of(storefront));
        var busy = gateway.connect();
        var idle = gateway.connect()) {
      var address = gateway.address(0);
      busy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> gateway.requestsUnderWay() == 1);

      var cut =
          CompletableFuture.supplyAsync(
              () -> gateway.plane().drain(Duration.ofSeconds(10)), THREAD);
      assertThat(idle.isEnded()).isTrue();
      assertThatThrownBy(() -> Wire.connect(address)).isInstanceOf(IOException.class);
      draining.countDown();

      Message last = busy.readResponse();
      assertThat(last.text()).isEqualTo("page");
      assertThat(last.header("connection")).isEqualTo("close");
      assertThat(cut.get()).isZero();
    }
  }

  @Test
  void drain_requestThatTakesTooLong_isCut() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> gateway.requestsUnderWay() == 1);

      assertThat(gateway.plane().drain(Duration.ofMillis(100))).isOne();

      assertThat(client.isEnded()).isTrue();
      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @Test
  void drain_nobodyThere_isDoneAtOnce() {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(gateway.plane().drain(Duration.ofDays(1))).isZero();
      assertThat(gateway.plane().addresses()).isEmpty();
    }
  }

  /** What a removed listener's connections still do counts as well. */
  @Test
  void drain_requestOfARemovedListener_isWaitedFor() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront).listeners(Shop.FREE_PORT, Shop.FREE_PORT));
        var client = Wire.connect(gateway.address(1))) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> gateway.requestsUnderWay() == 1);
      gateway.activate(Shop.of(storefront));

      assertThat(gateway.plane().drain(Duration.ofMillis(100))).isOne();
    }
  }

  @Test
  void close_underLoad_leavesNothingBehind() throws IOException {
    try (var storefront = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(storefront));
        var first = gateway.connect();
        var second = gateway.connect()) {
      first.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhello");
      second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> storefront.connections() == 2);
      gateway.plane().close();

      assertThat(first.isEnded() && second.isEnded()).isTrue();
      await().until(() -> storefront.openConnections() == 0);
    }
  }
}
