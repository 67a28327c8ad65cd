package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Comparing that never comes to an end costs a bounded piece of the process, and no visitor. */
class MirrorRoomTest {
  private static final String UNIT =
      "{ name: all, match: { path: /** }, send: legacy, mirror: { rate: 100% } }";

  private final CountDownLatch gate = new CountDownLatch(1);
  private final Pairs pairs =
      new Pairs() {
        @Override
        public void onPair(ShadowPair pair) {
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          super.onPair(pair);
        }
      };

  @AfterEach
  void open() {
    gate.countDown();
  }

  private void ask(Gateway gateway, int times, String body) throws IOException {
    try (var client = gateway.connect()) {
      for (int i = 0; i < times; i++) {
        assertThat(client.get("/").text()).isEqualTo(body);
      }
    }
  }

  @Test
  void copies_moreThanThereIsMemoryFor_areNotMade() throws IOException {
    String large = "x".repeat(1 << 20);
    try (var shop = RecordingStorefront.answering(_ -> RecordingStorefront.ok(large));
        var gateway = pairs.start(Shop.of(shop).units(UNIT))) {
      ask(gateway, 30, large);
      await().until(() -> !pairs.misses().isEmpty());
      assertThat(pairs.misses()).containsOnly(ShadowMiss.BUSY);
      await().until(() -> gateway.requestsUnderWay() == 0);
      int made = 30 - pairs.misses().size();
      assertThat(made).isBetween(4, 8); // two copies each, of 16 MB

      gate.countDown();

      for (int i = 0; i < made; i++) {
        assertThat(pairs.next().shadow().body()).hasSize(1 << 20);
      }
      await()
          .untilAsserted(
              () -> {
                ask(gateway, 1, large);
                assertThat(pairs.left()).isPositive(); // there is room again
              });
    }
  }

  @Test
  void pairs_moreThanAreCompared_areDroppedAndTold() throws IOException {
    try (var shop = RecordingStorefront.named("shop");
        var gateway = pairs.start(Shop.of(shop).units(UNIT))) {
      ask(gateway, 300, "shop");

      await().until(() -> pairs.misses().contains(ShadowMiss.DROPPED));
      gate.countDown();
      await().until(() -> pairs.left() + pairs.misses().size() == 300);
    }
  }

  /** What goes wrong with one pair is not the end of all. */
  @Test
  void sink_thatThrows_isHandedTheNext() throws IOException {
    Pairs failing =
        new Pairs() {
          @Override
          public void onPair(ShadowPair pair) {
            super.onPair(pair);
            throw new IllegalStateException("a pair that cannot be compared");
          }
        };
    try (var shop = RecordingStorefront.named("shop");
        var gateway = failing.start(Shop.of(shop).units(UNIT))) {
      ask(gateway, 2, "shop");

      failing.next();
      failing.next();
      await().until(() -> failing.misses().size() == 2);
      assertThat(failing.misses()).containsOnly(ShadowMiss.DROPPED);
    }
  }
}
