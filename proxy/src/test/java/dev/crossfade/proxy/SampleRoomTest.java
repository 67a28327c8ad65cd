package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looking at samples that never comes to an end costs a bounded piece, and no visitor. */
class SampleRoomTest {
  private static final String UNIT = "{ name: all, match: { path: /** }, send: legacy }";

  private final CountDownLatch gate = new CountDownLatch(1);
  private final Sampled sampled =
      new Sampled() {
        @Override
        public void onSample(Sample sample) {
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          super.onSample(sample);
        }
      };

  @AfterEach
  void open() {
    gate.countDown();
  }

  private static RecordingStorefront page(String body) {
    return RecordingStorefront.answering(
        _ ->
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
  }

  private static void ask(Gateway gateway, int times, String body) throws IOException {
    try (var client = gateway.connect()) {
      for (int i = 0; i < times; i++) {
        assertThat(client.get("/").text()).isEqualTo(body);
      }
    }
  }

  @Test
  void copies_moreThanThereIsMemoryFor_areNotMade() throws IOException {
    String large = "x".repeat(4 << 20);
    try (var shop = page(large);
        var gateway = sampled.start(Shop.of(shop).units(UNIT), "rate: 100%, maxBody: 4MB")) {
      ask(gateway, 20, large);
      await().until(() -> !sampled.misses().isEmpty());
      assertThat(sampled.misses()).containsOnly(ShadowMiss.BUSY);
      int made = 20 - sampled.misses().size();
      assertThat(made).isBetween(8, 16); // of 64 MB

      gate.countDown();

      for (int i = 0; i < made; i++) {
        assertThat(sampled.next().body()).hasSize(4 << 20);
      }
      await()
          .untilAsserted(
              () -> {
                ask(gateway, 1, large);
                assertThat(sampled.left()).isPositive(); // there is room again
              });
    }
  }

  @Test
  void samples_moreThanAreTaken_areDroppedAndTold() throws IOException {
    try (var shop = page("<p>");
        var gateway = sampled.start(Shop.of(shop).units(UNIT))) {
      ask(gateway, 300, "<p>");

      await().until(() -> sampled.misses().contains(ShadowMiss.DROPPED));
      gate.countDown();
      await().until(() -> sampled.left() + sampled.misses().size() == 300);
    }
  }

  @Test
  void sink_thatThrows_isHandedTheNext() throws IOException {
    Sampled failing =
        new Sampled() {
          @Override
          public void onSample(Sample sample) {
            super.onSample(sample);
            throw new IllegalStateException("a sample that cannot be looked at");
          }
        };
    try (var shop = page("<p>");
        var gateway = failing.start(Shop.of(shop).units(UNIT))) {
      ask(gateway, 2, "<p>");

      failing.next();
      failing.next();
      await().until(() -> failing.misses().size() == 2);
      assertThat(failing.misses()).containsOnly(ShadowMiss.DROPPED);
    }
  }
}
