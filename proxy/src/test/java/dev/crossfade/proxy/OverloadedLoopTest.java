package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** An event loop that is behind takes nobody in, serves those it has, and recovers by itself. */
class OverloadedLoopTest {
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final AtomicBoolean busy = new AtomicBoolean(true);

  /** What one turn of the loop costs while the test says so. */
  private void work(Outcome outcome) {
    long end = System.nanoTime() + TURN_NANOS;
    while (outcome.path().equals("/busy") && busy.get() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void loop_behind_turnsNewConnectionsAwayUntilItHasCaughtUp() throws Exception {
    Counts counts = new Counts();
    try (var storefront = RecordingStorefront.named("shop");
        var gateway =
            Gateway.start(
                Shop.of(storefront).and("limits: { overload: { lag: 100ms } }"), this::work);
        var client = gateway.connect();
        ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
      gateway.plane().bindTo(counts.registry());
      Future<Integer> last =
          visitors.submit(
              () -> {
                int status = 200;
                while (busy.get() && status == 200) {
                  status = client.get("/busy").status();
                }
                return status;
              });

      await().until(() -> gateway.get("/").status() == 503);

      assertThat(counts.of("crossfade.overloaded.loops")).isOne();
      assertThat(gateway.plane().rejections().total(Rejection.OVERLOAD)).isPositive();
      busy.set(false);
      assertThat(last.get()).isEqualTo(200);
      await().until(() -> counts.of("crossfade.overloaded.loops") == 0);
      for (int i = 0; i < 10; i++) {
        assertThat(gateway.get("/").status()).isEqualTo(200);
      }
    }
  }
}
