package dev.crossfade.deploy.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.rollout.gates.Arms;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.signals.FleetEvidence.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three gateways, scraped by Debian's Prometheus, which is asked for what they counted. */
@Timeout(120)
class ScrapedFleetTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nConnection: close\r\n\r\n";

  @TempDir Path temp;
  private final Visits visits = new Visits(42, 3);
  private final List<RawServer> servers = new ArrayList<>();
  private @Nullable RealPrometheus prometheus;
  private @Nullable PrometheusEvidence evidence;

  @BeforeEach
  void start() throws IOException {
    RealPrometheus real = RealPrometheus.in(temp);
    prometheus = real;
    for (int i = 0; i < visits.gateways.size(); i++) {
      int at = i;
      servers.add(
          RawServer.of((_, out) -> RawServer.write(out, HEAD + visits.gateways.get(at).text())));
    }
    real.scrape(servers.stream().map(RawServer::authority).toList());
    PrometheusEvidence made =
        new PrometheusEvidence(
            Ticker.system(),
            () ->
                visits.gateways.stream().map(gateway -> gateway.name).collect(Collectors.toSet()));
    made.configure(PrometheusEvidenceTest.settings(real.url()));
    evidence = made;
  }

  @AfterEach
  void stop() throws IOException {
    if (evidence != null) {
      evidence.close();
    }
    if (prometheus != null) {
      prometheus.close();
    }
    for (RawServer server : servers) {
      server.close();
    }
  }

  private Reading reading() {
    return Objects.requireNonNull(evidence).of(Visits.UNIT, visits.key());
  }

  private @Nullable Arms arms() {
    return reading() instanceof Reading.Counted counted ? counted.arms() : null;
  }

  private String why() {
    return reading() instanceof Reading.Missing missing ? missing.why() : "";
  }

  private void awaitAnswers(long all) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Arms arms = arms();
              assertThat(arms).as(why()).isNotNull();
              assertThat(
                      Objects.requireNonNull(arms).next().answers().all()
                          + arms.legacy().answers().all())
                  .isEqualTo(all);
            });
  }

  @Test
  void of_threeGateways_isAllThatTheyCounted_overARestartOfOne() {
    visits.come(400, 0);
    awaitAnswers(visits.told);
    visits.come(300, 0.1);
    awaitAnswers(visits.told);

    visits.gateways.set(1, visits.new Gateway()); // another process at the same address
    visits.come(200, 0);
    awaitAnswers(visits.told);
    visits.come(100, 0);
    awaitAnswers(visits.told);
  }

  @Test
  void of_gatewayThatIsGone_isNoEvidence_untilItIsBack() throws IOException {
    visits.come(100, 0);
    awaitAnswers(visits.told);
    RawServer gone = servers.removeLast();
    gone.close();

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                why()
                    .equals(
                        "Prometheus cannot reach the gateway at "
                            + gone.authority()
                            + " (up is 0)"));
  }

  @Test
  void of_gatewayThatNobodyScrapes_isNoEvidence() {
    visits.come(100, 0);
    awaitAnswers(visits.told);
    Visits.Gateway other = visits.new Gateway();
    visits.gateways.add(other);

    await()
        .atMost(PATIENCE)
        .until(() -> why().equals("Prometheus does not scrape the gateway " + other.name));
  }

  @Test
  void of_prometheusThatIsKilled_isNoEvidence() {
    visits.come(100, 0);
    awaitAnswers(visits.told);
    Objects.requireNonNull(prometheus).kill();

    await().atMost(PATIENCE).until(() -> why().endsWith("/api/v1/query refuses the connection"));
  }
}
