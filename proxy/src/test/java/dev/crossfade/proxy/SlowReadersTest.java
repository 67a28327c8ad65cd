package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who takes an answer too slowly is cut off, and who is only slow is not. */
class SlowReadersTest {
  private static final int SIZE = 16 << 20;
  private static final String PAGE = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final Duration NOW_AND_THEN = Duration.ofMillis(20);

  private static RecordingStorefront large() {
    String page = RecordingStorefront.ok("x".repeat(SIZE));
    return RecordingStorefront.answering(_ -> page);
  }

  /** It takes something all the time, so that no pause is ever too long. */
  @Test
  void reader_slowerThanTheLeastPace_isCutOff() throws IOException {
    try (var storefront = large();
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .and("limits: { rates: { answer: 1MB, answerGrace: 500ms } }")
                    .backends("timeouts: { idle: 60s }"));
        var client = gateway.connectWithSmallBuffers()) {
      client.send(PAGE);
      await()
          .pollInterval(NOW_AND_THEN)
          .until(
              () -> {
                client.skip(1_000);
                return gateway.outcomesLeft() > 0;
              });

      Outcome outcome = gateway.outcome();
      assertThat(outcome.error()).isEqualTo(Failure.CLIENT_STALLED);
      assertThat(outcome.bytesOut()).isLessThan(SIZE);
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @Test
  void reader_atItsOwnPace_getsAllOfIt() throws IOException {
    try (var storefront = large();
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .and("limits: { rates: { answer: 100KB, answerGrace: 3s } }")
                    .backends("timeouts: { idle: 3s }"));
        var client = gateway.connectWithSmallBuffers()) {
      client.send(PAGE);
      assertThat(client.readHead()).isPresent();
      long[] read = {0};
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(NOW_AND_THEN)
          .until(
              () -> {
                read[0] += client.skip(Math.min(100_000, SIZE - read[0]));
                return read[0] == SIZE;
              });

      assertThat(gateway.outcome().error()).isNull();
    }
  }
}
