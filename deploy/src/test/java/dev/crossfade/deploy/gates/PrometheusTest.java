package dev.crossfade.deploy.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The prometheus gate against Debian's Prometheus, which scrapes metrics of this test. */
class PrometheusTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nConnection: close\r\n\r\n";
  private static final String METRICS =
      """
      shop_lag_seconds{shard="a"} 3.25
      shop_lag_seconds{shard="b"} 7
      """;

  @TempDir static Path temp;
  private static @Nullable RawServer metrics;
  private static @Nullable RealPrometheus prometheus;
  private static String url = "";

  @BeforeAll
  static void start() throws IOException {
    RealPrometheus real = RealPrometheus.in(temp, "/prom");
    prometheus = real;
    url = real.url();
    metrics = RawServer.of((_, out) -> RawServer.write(out, HEAD + METRICS));
    real.scrape(List.of(metrics.authority()));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> said("count(shop_lag_seconds) + 0", "").startsWith("lag: 2,"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
    if (metrics != null) {
      metrics.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          min(shop_lag_seconds)           | 3.25, expected < 5: pass
          max(shop_lag_seconds)           | 7, expected < 5: fail
          scalar(min(shop_lag_seconds))   | 3.25, expected < 5: pass
          sum by (shard) (shop_lag_seconds) | 7 of {shard="b"}, the worst of 2, expected < 5: fail
          no_such_metric                  | no data, which is to hold: hold
          shop_lag_seconds < 5            | 3.25, expected < 5: pass
          vector(0) / 0                   | HERE answered NaN (expected: a finite number): hold
          vector(1) / 0                   | HERE answered +Inf (expected: a finite number): hold
          shop_lag_seconds[1m]            | HERE answered a matrix (expected: a scalar or a vector): hold
          """)
  void ask_query_isJudged(String query, String sentence) throws InterruptedException {
    assertThat(said(query, ""))
        .isEqualTo("lag: " + sentence.replace("HERE", url + "/api/v1/query"));
  }

  @Test
  void ask_queryThatIsNone_saysWhatPrometheusSays() throws InterruptedException {
    assertThat(said("max(", ""))
        .startsWith("lag: " + url + "/api/v1/query answered 400: ")
        .contains("parse error")
        .endsWith(": hold");
  }

  @Test
  void ask_queryTooLongForALine_isAnswered() throws InterruptedException {
    assertThat(said("max(shop_lag_seconds)" + " + 0".repeat(1_000), ""))
        .isEqualTo("lag: 7, expected < 5: fail");
  }

  @Test
  void ask_withoutThePrefix_holds() throws InterruptedException {
    String root = url.substring(0, url.length() - "/prom".length());

    assertThat(Plans.said(Plans.gate(Plans.prometheus(root, "max(shop_lag_seconds)", ""))))
        .isEqualTo("lag: " + root + "/api/v1/query answered 404: hold");
  }

  private static String said(String query, String more) throws InterruptedException {
    return Plans.said(Plans.gate(Plans.prometheus(url, query, more)));
  }
}
