package dev.crossfade.deploy.demo;

import java.util.concurrent.atomic.LongAdder;

/** What all visitors and crawlers have met so far. Any thread adds; reading is a snapshot. */
final class TrafficTally {
  private final LongAdder requests = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder legacyPages = new LongAdder();
  private final LongAdder nextPages = new LongAdder();
  private final LongAdder checkoutsStarted = new LongAdder();
  private final LongAdder checkoutsCompleted = new LongAdder();
  private final LongAdder checkoutsBroken = new LongAdder();

  void onAnswer(int status) {
    requests.increment();
    // 409 is how a storefront says that it lost a cart: that counts as a broken checkout.
    if (status >= 400 && status != 409) {
      failures.increment();
    }
  }

  void onNoAnswer() {
    requests.increment();
    failures.increment();
  }

  void onPage(String servedBy) {
    switch (servedBy) {
      case "legacy" -> legacyPages.increment();
      case "next" -> nextPages.increment();
      default -> {
        // The gateway answered by itself: a redirect of its map, or an error page.
      }
    }
  }

  void onCheckoutStarted() {
    checkoutsStarted.increment();
  }

  void onCheckoutCompleted() {
    checkoutsCompleted.increment();
  }

  void onCheckoutBroken() {
    checkoutsBroken.increment();
  }

  DemoTraffic.Counts counts() {
    return new DemoTraffic.Counts(
        requests.sum(),
        failures.sum(),
        new DemoTraffic.Pages(legacyPages.sum(), nextPages.sum()),
        checkoutsStarted.sum(),
        checkoutsCompleted.sum(),
        checkoutsBroken.sum());
  }
}
