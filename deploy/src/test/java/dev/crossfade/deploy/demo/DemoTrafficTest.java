package dev.crossfade.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The visitors buy when they can, notice when they cannot, and go when asked to. */
class DemoTrafficTest {
  private DemoStorefronts storefronts;

  @BeforeEach
  void start() throws IOException {
    storefronts = DemoStorefronts.start(Pace.IMMEDIATE, Pace.IMMEDIATE);
  }

  @AfterEach
  void stop() {
    storefronts.close();
  }

  @Test
  void visit_healthyStorefront_completesCheckoutsWithoutFailure() throws Exception {
    DemoTraffic.Counts counts = visits(storefronts.next(), 40);

    assertThat(counts.failures()).isZero();
    assertThat(counts.checkoutsBroken()).isZero();
    assertThat(counts.checkoutsCompleted()).isPositive();
    assertThat(counts.checkoutsStarted()).isGreaterThanOrEqualTo(counts.checkoutsCompleted());
    assertThat(counts.pagesByStorefront().next()).isGreaterThan(100);
    assertThat(counts.pagesByStorefront().legacy()).isZero();
    assertThat(counts.requests()).isGreaterThan(counts.pagesByStorefront().next());
  }

  @Test
  void visit_checkoutOnTheOtherStorefront_breaks() throws Exception {
    try (SplitGateway gateway = SplitGateway.start(storefronts)) {
      DemoTraffic.Counts counts = visits(gateway.uri(), 40);

      assertThat(counts.checkoutsCompleted()).isZero();
      assertThat(counts.checkoutsBroken()).isPositive().isEqualTo(counts.checkoutsStarted());
      assertThat(counts.pagesByStorefront().legacy()).isPositive();
      assertThat(counts.pagesByStorefront().next()).isPositive();
      assertThat(gateway.visitorsRecognised()).isPositive();
    }
  }

  @Test
  void visit_failingProductPages_countsFailures() throws Exception {
    storefronts.fault(Fault.ERRORS);

    assertThat(visits(storefronts.next(), 40).failures()).isPositive();
  }

  @Test
  void visit_nobodyThere_countsFailures() throws Exception {
    URI gone = storefronts.next();
    storefronts.close();

    DemoTraffic.Counts counts = visits(gone, 3);

    assertThat(counts.failures()).isPositive().isEqualTo(counts.requests());
  }

  @Test
  void close_visitorsUnderWay_endsWithinASecond() {
    DemoTraffic traffic = DemoTraffic.start(storefronts.legacy(), storefronts.catalog(), 100);
    awaitCompletedCheckouts(traffic, 3);

    long before = System.nanoTime();
    traffic.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    assertThat(traffic.counts().failures()).isZero();
    assertThat(traffic.counts().checkoutsBroken()).isZero();
  }

  @Test
  void start_rateOutOfRange_refused() {
    assertThatThrownBy(() -> DemoTraffic.start(storefronts.next(), storefronts.catalog(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("visitorsPerSecond: 0.0");
  }

  private static void awaitCompletedCheckouts(DemoTraffic traffic, long checkouts) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (traffic.counts().checkoutsCompleted() < checkouts) {
      assertThat(System.nanoTime()).as("%s", traffic.counts()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /** Visits one after the other on this thread, without a pause: the same ones in every run. */
  private DemoTraffic.Counts visits(URI gateway, int visits) throws InterruptedException {
    TrafficTally tally = new TrafficTally();
    SplittableRandom random = new SplittableRandom(3);
    try (TrafficClient client = new TrafficClient(gateway, tally)) {
      for (int i = 0; i < visits; i++) {
        TrafficBrowser browser = new TrafficBrowser(client, "Mozilla/5.0 (test)");
        new TrafficVisitor(browser, storefronts.catalog(), tally, random.split(), Duration.ZERO)
            .visit();
      }
    }
    return tally.counts();
  }
}
