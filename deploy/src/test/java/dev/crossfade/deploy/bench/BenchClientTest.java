package dev.crossfade.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What wrk and h2load print, read to the last count: an error that is not seen is a lie. */
class BenchClientTest {
  private static final String H2LOAD =
      """
      finished in 5.00s, 20.00 req/s, 24.00KB/s
      requests: 100 total, 110 started, 100 done, 98 succeeded, 1 failed, 1 errored, 0 timeout
      status codes: 98 2xx, 0 3xx, 1 4xx, 0 5xx
      traffic: 120.00KB (122880) total, 10.00KB (10240) headers (space savings 50.00%), 100.00KB (102400) data
      """;

  @Test
  void wrk_ofGoodAnswers_tellsThemAll() throws Exception {
    BenchClient.Seen seen = BenchWrk.seen("RESULT 100 5000000 1500 9000 0 130000\n", 1_024);

    assertThat(seen).isEqualTo(new BenchClient.Seen(100, 5, 1.5, 9, 0));
  }

  @Test
  void wrk_ofAnswersThatAreTooShort_countsThemAsErrors() throws Exception {
    assertThat(BenchWrk.seen("RESULT 100 5000000 1500 9000 2 90000\n", 1_024).errors())
        .isEqualTo(102);
  }

  @Test
  void wrk_thatSaysNothing_isAFailureWithWhatItSaid() {
    assertThatThrownBy(() -> BenchWrk.seen("unable to connect", 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unable to connect");
  }

  @Test
  void h2load_withFailedRequests_countsThem() throws Exception {
    Histogram micros = new Histogram(3);
    micros.recordValue(2_000);

    BenchClient.Seen seen = BenchH2load.seen(H2LOAD, micros, 1_024, 5);

    assertThat(seen.requests()).isEqualTo(100);
    assertThat(seen.errors()).isEqualTo(2);
    assertThat(seen.p99Millis()).isCloseTo(2, within(0.01));
  }

  @Test
  void h2load_ofAnswersThatAreTooShort_countsThemAsErrors() throws Exception {
    assertThat(BenchH2load.seen(H2LOAD, new Histogram(3), 2_048, 5).errors()).isEqualTo(102);
  }

  @Test
  void ab_withBadAnswers_countsThem() throws Exception {
    String said =
        """
        Time taken for tests:   5.000 seconds
        Complete requests:      100
        Failed requests:        1
        Non-2xx responses:      2
        HTML transferred:       102400 bytes
          50%     12
          99%     34
        """;

    assertThat(BenchAb.seen(said, 1_024)).isEqualTo(new BenchClient.Seen(100, 5, 12, 34, 3));
  }
}
