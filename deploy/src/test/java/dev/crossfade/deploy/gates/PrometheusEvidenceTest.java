package dev.crossfade.deploy.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.Telemetry;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.signals.FleetEvidence.Reading;
import dev.crossfade.rollout.signals.StageKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Prometheus that answers all sorts of things, none of which is evidence. */
@Timeout(60)
class PrometheusEvidenceTest {
  private static final StageKey KEY = new StageKey(1, 2_500, Instant.parse("2026-11-21T12:00:00Z"));
  private static final String VECTOR =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}}";

  static Telemetry.Evidence settings(String url) {
    return settings(url, null, null, Duration.ofSeconds(20));
  }

  private static Telemetry.Evidence settings(
      String url, @Nullable String password, @Nullable String bearer, Duration timeout) {
    return new Telemetry.Evidence(
        URI.create(url),
        password == null ? null : "crossfade",
        password,
        bearer,
        Duration.ofMillis(200),
        timeout,
        Duration.ofSeconds(30));
  }

  /** What is said once it was asked. */
  private static String missing(Telemetry.Evidence settings, Set<String> expected) {
    try (PrometheusEvidence evidence = new PrometheusEvidence(Ticker.system(), () -> expected)) {
      evidence.configure(settings);
      await().atMost(Duration.ofSeconds(40)).until(() -> asked(evidence) && said(evidence) != null);
      return String.valueOf(said(evidence));
    }
  }

  private static boolean asked(PrometheusEvidence evidence) {
    evidence.of(Visits.UNIT, KEY);
    return evidence.problem() != null;
  }

  private static @Nullable String said(PrometheusEvidence evidence) {
    return evidence.of(Visits.UNIT, KEY) instanceof Reading.Missing missing ? missing.why() : null;
  }

  /** The same of somebody who takes longer than we wait. */
  private static String late(RawServer server) throws IOException {
    try (server) {
      return missing(
          settings("http://" + server.authority(), null, null, Duration.ofMillis(300)), Set.of());
    }
  }

  private static String missing(RawServer server, Set<String> expected) throws IOException {
    try (server) {
      return missing(settings("http://" + server.authority()), expected);
    }
  }

  @Test
  void of_nobodyThere_isMissing() {
    assertThat(missing(settings("http://127.0.0.1:1/prom/"), Set.of()))
        .isEqualTo("http://127.0.0.1:1/prom/api/v1/query refuses the connection");
  }

  @Test
  void of_silence_isMissingInTime() throws IOException {
    assertThat(late(RawServer.silent())).isEqualTo("Prometheus gave no answer within 300ms");
  }

  @Test
  void of_dripping_isMissingInTime() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
    assertThat(late(RawServer.dripping(head))).isEqualTo("Prometheus gave no answer within 300ms");
  }

  @Test
  void of_aPage_isMissing() throws IOException {
    assertThat(missing(RawServer.json("<html>please log in</html>"), Set.of()))
        .endsWith("/api/v1/query answered what is not JSON");
  }

  @Test
  void of_anError_isMissing() throws IOException {
    assertThat(
            missing(RawServer.json("{\"status\":\"error\",\"error\":\"out of memory\"}"), Set.of()))
        .endsWith("answered what is not a vector of Prometheus");
  }

  @Test
  void of_gatewayThatIsNotScraped_isMissing() throws IOException {
    assertThat(missing(RawServer.json(VECTOR.formatted("")), Set.of("gateway-7")))
        .isEqualTo("Prometheus does not scrape the gateway gateway-7");
  }

  @Test
  void of_gatewayThatIsDown_isMissing() throws IOException {
    String down =
        VECTOR.formatted("{\"metric\":{\"instance\":\"10.0.0.2:9900\"},\"value\":[5,\"0\"]}");
    assertThat(missing(RawServer.json(down), Set.of()))
        .isEqualTo("Prometheus cannot reach the gateway at 10.0.0.2:9900 (up is 0)");
  }

  @Test
  void of_countThatIsNone_isMissing() throws IOException {
    String odd =
        VECTOR.formatted(
            "{\"metric\":{\"gateway\":\"a\",\"of\":\"answers\",\"what\":\"bad\"},\"value\":[5,\"-3.5\"]}");
    RawServer server =
        RawServer.of(
            (request, out) ->
                RawServer.write(
                    out,
                    RawServer.response(
                        200,
                        request.contains("crossfade_evidence_total")
                            ? odd
                            : VECTOR.formatted(""))));
    assertThat(missing(server, Set.of()))
        .endsWith("answered -3.5 (expected: a whole number from 0 on)");
  }

  /** An answer of a hundred megabytes. */
  @Test
  void of_answerWithoutEnd_isMissing() throws IOException {
    RawServer server =
        RawServer.of(
            (_, out) -> {
              RawServer.write(
                  out, "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"success\",\"data\":{\"result\":[");
              String series =
                  "{\"metric\":{\"instance\":\"x\"},\"value\":[5,\"0\"]},".repeat(1_000);
              for (int i = 0; i < 2_500; i++) {
                RawServer.write(out, series);
              }
            });
    assertThat(missing(server, Set.of())).contains("answered more than");
  }

  @Test
  void of_nothingConfigured_isMissing() {
    try (PrometheusEvidence evidence = new PrometheusEvidence(Ticker.system(), Set::of)) {
      assertThat(said(evidence)).isEqualTo("no Prometheus is configured");
    }
  }

  @Test
  void of_secrets_areSentAndNeverSaid() throws IOException {
    try (RawServer server = RawServer.json("{}")) {
      String url = "http://" + server.authority();
      assertThat(missing(settings(url, "s3cret", null, Duration.ofSeconds(20)), Set.of()))
          .doesNotContain("s3cret");
      assertThat(missing(settings(url, null, "t0ken", Duration.ofSeconds(20)), Set.of()))
          .doesNotContain("t0ken");

      assertThat(server.asked)
          .anyMatch(head -> head.contains("Authorization: Basic Y3Jvc3NmYWRlOnMzY3JldA=="))
          .anyMatch(head -> head.contains("Authorization: Bearer t0ken"));
    }
  }
}
