package dev.crossfade.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.service.TrafficService.Split;
import dev.crossfade.proxy.Failure;
import dev.crossfade.proxy.Outcome;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Decision.Arm;
import dev.crossfade.routing.Decision.Reason;
import dev.crossfade.routing.Decision.Route;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts for whom. */
class TrafficCountsTest {
  private static final Key ALL_NEXT = new Key(null, Split.BACKEND, "next");
  private static final Key NEXT = new Key("catalog", Split.BACKEND, "next");
  private static final Key NEXT_ARM = new Key("catalog", Split.ARM, "next");

  private final TrafficCounts counts = new TrafficCounts();

  private static Decision sent(@Nullable String unit, String backend, Arm arm, Reason reason) {
    return new Decision.Serve(new Route(unit, backend, arm, reason), -1, true, List.of());
  }

  private static Outcome outcome(@Nullable Decision decision, int status, @Nullable Failure error) {
    return new Outcome.Kept(
        Instant.EPOCH,
        "id",
        null,
        InetAddress.getLoopbackAddress(),
        "GET",
        "shop",
        "/",
        "",
        "HTTP/1.1",
        status,
        0,
        0,
        Duration.ofMillis(20).toNanos(),
        status == 0 ? -1 : Duration.ofMillis(10).toNanos(),
        decision,
        null,
        null,
        null,
        0,
        false,
        0,
        "10.0.0.2:80",
        0,
        null,
        null,
        error);
  }

  private Counted of(Key key) {
    return counts.now().getOrDefault(key, Counted.NOTHING);
  }

  @Test
  void visitorByBucket_countsForItsArmItsUnitAndTheStorefront() {
    counts.onOutcome(outcome(sent("catalog", "next", Arm.NEXT, Reason.BUCKET), 200, null));

    assertThat(of(ALL_NEXT).requests()).isOne();
    assertThat(of(NEXT).requests()).isOne();
    assertThat(of(NEXT_ARM).requests()).isOne();
    assertThat(of(NEXT).latencies().quantile(0.5)).isBetween(9_800.0, 10_200.0);
    assertThat(counts.latencies("next", "10.0.0.2:80").total()).isOne();
  }

  @Test
  void visitorByRule_isInNoArm() {
    counts.onOutcome(outcome(sent("catalog", "next", Arm.NONE, Reason.RULE), 200, null));

    assertThat(of(NEXT).requests()).isOne();
    assertThat(of(NEXT_ARM)).isEqualTo(Counted.NOTHING);
  }

  @Test
  void request_ofNoUnit_countsForItsStorefront() {
    counts.onOutcome(outcome(sent(null, "next", Arm.NONE, Reason.DEFAULT), 200, null));

    assertThat(of(ALL_NEXT).requests()).isOne();
    assertThat(counts.now()).hasSize(1);
  }

  @Test
  void reasons_ofOneWay_areCountedTogether() {
    counts.onOutcome(outcome(sent("catalog", "next", Arm.NEXT, Reason.BUCKET), 200, null));
    counts.onOutcome(outcome(sent("catalog", "next", Arm.NEXT, Reason.PAGE), 200, null));

    assertThat(of(NEXT_ARM).requests()).isEqualTo(2);
  }

  @Test
  void errors_areTheStorefronts() {
    Decision next = sent("catalog", "next", Arm.NEXT, Reason.BUCKET);
    counts.onOutcome(outcome(next, 500, null));
    counts.onOutcome(outcome(next, 504, Failure.FIRST_BYTE_TIMEOUT));
    counts.onOutcome(outcome(next, 404, null));
    counts.onOutcome(outcome(next, 0, Failure.CLIENT_GONE));

    assertThat(of(NEXT).requests()).isEqualTo(4);
    assertThat(of(NEXT).errors()).isEqualTo(2);
  }

  @Test
  void redirectsAndRejections_areNobodys() {
    Route route = new Route("catalog", "next", Arm.NEXT, Reason.BUCKET);
    counts.onOutcome(outcome(new Decision.Redirect(route, 0, 301, "/", false), 301, null));
    counts.onOutcome(outcome(new Decision.Gone(route, 0, false), 410, null));
    counts.onOutcome(outcome(null, 400, Failure.MALFORMED));

    assertThat(counts.now()).isEmpty();
  }

  @Test
  void threads_addUp() throws InterruptedException {
    Outcome one = outcome(sent("catalog", "next", Arm.NEXT, Reason.BUCKET), 200, null);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < 10_000; n++) {
                      counts.onOutcome(one);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(of(NEXT).requests()).isEqualTo(40_000);
    assertThat(of(NEXT).latencies().total()).isEqualTo(40_000);
    assertThat(Objects.requireNonNull(counts.now().get(ALL_NEXT)).errors()).isZero();
  }
}
