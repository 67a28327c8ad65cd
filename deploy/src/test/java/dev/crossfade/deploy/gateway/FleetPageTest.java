package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the overview of one gateway says of the other, over a real etcd. */
@Timeout(120)
class FleetPageTest {
  private static final List<String> NAMES = List.of("a", "b");

  /** Less than a store is waited for. */
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir Path folder;
  private TwoGateways two;

  @BeforeEach
  void start() throws Exception {
    two = TwoGateways.in(folder);
  }

  @AfterEach
  void stop() {
    if (two != null) {
      two.close();
    }
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
  }

  private String page(int gateway) throws Exception {
    RunningGateway running = two.all.get(gateway);
    HttpResponse<String> answer = running.get(running.admin("/"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String text(int gateway) throws Exception {
    String html = page(gateway);
    String from = html.substring(html.indexOf("id=\"gateways\""));
    return from.substring(from.indexOf('>') + 1, from.indexOf("</section>"))
        .replaceAll("<[^>]*>", "")
        .replaceAll("\\s+", " ");
  }

  /** The row of a gateway as another one, or itself, shows it. */
  private String row(int asked, int gateway) throws Exception {
    String text = text(asked);
    String name = NAMES.get(gateway) + (asked == gateway ? " this one" : "");
    int from = text.indexOf(" " + name + " http://127.0.0.1:");
    assertThat(from).as(text).isPositive();
    int end = text.indexOf(" http://127.0.0.1:", from + name.length() + 20);
    return text.substring(from, end < 0 ? text.length() : end);
  }

  @Test
  void bothGateways_areShownByBoth_andTheLeaderIsMarked() throws Exception {
    int leader = two.leader();
    int other = 1 - leader;

    for (int asked = 0; asked < 2; asked++) {
      int at = asked;
      patiently()
          .untilAsserted(
              () -> {
                assertThat(row(at, leader)).contains(" leads ", "catalog 0 %", "checkout 0 %");
                assertThat(row(at, other)).contains(" follows ", "catalog 0 %");
              });
      assertThat(page(at))
          .contains("gateway " + NAMES.get(at) + ", one of 2")
          .doesNotContain("differs", "No gateway leads");
    }
  }

  @Test
  void gatewayThatIsConfiguredInAnotherWay_isMarkedAtBoth() throws Exception {
    int other = 1 - two.leader();
    RunningGateway running = two.all.get(other);
    running.write(two.config("5%"));
    assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);

    for (int asked = 0; asked < 2; asked++) {
      int at = asked;
      patiently().untilAsserted(() -> assertThat(row(at, other)).contains("differs "));
      assertThat(row(at, 1 - other)).doesNotContain("differs");
      assertThat(page(at)).as("it is a moment").doesNotContain("configured differently");
    }
  }

  @Test
  void storeThatIsAway_isSaid_withWhatWasKnown_andWhatIsServedHere() throws Exception {
    int leader = two.leader();
    int asked = 1 - leader;
    two.all.get(asked).post("/api/v1/rollouts/catalog/start", "{\"reason\":\"go\"}");
    patiently()
        .untilAsserted(
            () -> {
              assertThat(row(asked, leader)).contains(" leads ", "catalog 25 %");
              assertThat(row(asked, asked)).contains("catalog 25 %");
            });

    two.etcd.kill();

    patiently()
        .untilAsserted(
            () -> assertThat(text(asked)).contains("cut off etcd, away since", "they may have"));
    assertThat(row(asked, leader)).contains(" led ", "catalog 25 %");
    assertThat(page(asked)).contains("No stage is taken since");
    two.all.get(asked).post("/api/v1/rollouts/catalog/rollback", "{\"reason\":\"prices\"}");
    assertThat(row(asked, asked)).contains(" cut off ", "catalog 0 %");

    two.etcd.restart();
    patiently()
        .untilAsserted(
            () -> {
              assertThat(text(asked)).doesNotContain("cut off").contains(" leads ");
              assertThat(row(asked, leader)).contains("catalog 0 %");
            });
  }

  /** One that takes connections and never answers is waited for longer than one that is gone. */
  @Test
  void storeThatHangs_isNotWaitedFor() throws Exception {
    two.etcd.pause();
    try {
      patiently()
          .untilAsserted(
              () -> {
                long before = System.nanoTime();
                String text = text(0);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
                assertThat(text).contains("cut off etcd, away since", "did not answer within");
              });
    } finally {
      two.etcd.resume();
    }
  }
}
