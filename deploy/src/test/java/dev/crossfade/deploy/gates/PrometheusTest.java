package dev.crossfade.deploy.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
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
  private static @Nullable Process prometheus;
  private static String url = "";

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(
        Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus"))),
        "prometheus is not installed (./crossfade test does that)");
    metrics = RawServer.of((_, out) -> RawServer.write(out, HEAD + METRICS));
    int port = freePort();
    url = "http://127.0.0.1:" + port + "/prom";
    Path file =
        Files.writeString(
            temp.resolve("prometheus.yml"),
            """
            global: { scrape_interval: 200ms, scrape_timeout: 200ms }
            scrape_configs:
              - job_name: shop
                static_configs: [ { targets: [ "%s" ] } ]
            """
                .formatted(metrics.authority()));
    prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + temp.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.external-url=" + url,
                "--web.enable-lifecycle")
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile())
            .start();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> said("count(shop_lag_seconds) + 0", "").startsWith("lag: 2,"));
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (prometheus != null) {
      prometheus.destroy();
      prometheus.waitFor();
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
