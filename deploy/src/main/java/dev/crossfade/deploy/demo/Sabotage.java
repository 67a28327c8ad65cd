package dev.crossfade.deploy.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the fault of the moment does to a storefront. Shares are counted, not drawn, so that a fault
 * shows its exact share in a short demo too.
 */
final class Sabotage {
  private static final int FAILING_PAGE = 20;
  private static final int FAILING_IN_OUTAGE = 4;
  private static final int SLOWEST_PAGE = 10;
  private static final int LOST_SESSION = 50;
  private static final int MISPRICED_PRODUCT = 7;
  private static final BigDecimal MARKUP = new BigDecimal("1.20");

  private final Pace pace;
  private final AtomicLong productPages = new AtomicLong();
  private final AtomicLong pages = new AtomicLong();
  private final AtomicLong sessions = new AtomicLong();
  private volatile Fault fault = Fault.NONE;

  Sabotage(Pace pace) {
    this.pace = pace;
  }

  void fault(Fault next) {
    fault = next;
  }

  /** Takes the time that a page takes. */
  void dawdle() throws InterruptedException {
    Thread.sleep(pageTime());
  }

  Duration pageTime() {
    double slowdown = 1;
    if (fault == Fault.SLOW) {
      slowdown = pages.incrementAndGet() % SLOWEST_PAGE == 0 ? 8 : 2;
    }
    return pace.draw(slowdown);
  }

  boolean failsProductPage() {
    return switch (fault) {
      case ERRORS -> productPages.incrementAndGet() % FAILING_PAGE == 0;
      case OUTAGE -> productPages.incrementAndGet() % FAILING_IN_OUTAGE == 0;
      case NONE, SLOW, SESSIONS, PRICES, NOINDEX -> false;
    };
  }

  boolean losesSession() {
    return fault == Fault.SESSIONS && sessions.incrementAndGet() % LOST_SESSION == 0;
  }

  Product priced(Product product) {
    return fault == Fault.PRICES && product.id() % MISPRICED_PRODUCT == 0
        ? product.withPrice(product.price().multiply(MARKUP).setScale(2, RoundingMode.HALF_UP))
        : product;
  }

  boolean hidesFromSearch() {
    return fault == Fault.NOINDEX;
  }
}
