package dev.crossfade.deploy.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One visit to the shop: looks around, and sometimes buys. Expects of every step what a person
 * would: that the page is there, that the cart still holds what was put into it.
 */
final class TrafficVisitor {
  private static final double STARTS_AT_HOME = 0.7;
  private static final double SEARCHES = 0.15;
  private static final double ADDS_TO_CART = 0.4;
  private static final double CHECKS_OUT = 0.7;
  private static final double CHANGES_MIND = 0.1;

  private final TrafficBrowser browser;
  private final Catalog catalog;
  private final TrafficTally tally;
  private final SplittableRandom random;
  private final Duration shortestThought;

  /**
   * @param shortestThought the pause between two pages is between this and five times as long
   */
  TrafficVisitor(
      TrafficBrowser browser,
      Catalog catalog,
      TrafficTally tally,
      SplittableRandom random,
      Duration shortestThought) {
    this.browser = browser;
    this.catalog = catalog;
    this.tally = tally;
    this.random = random;
    this.shortestThought = shortestThought;
  }

  void visit() throws InterruptedException {
    if (chance(STARTS_AT_HOME)) {
      browser.open("/");
      think();
    }
    Category category = pick(catalog.categories());
    if (!browser.open(category.path()).succeeded()) {
      return;
    }
    think();
    if (chance(SEARCHES)) {
      browser.open("/search?q=" + pick(catalog.products()).brand().replaceAll("[^A-Za-z].*", ""));
      think();
    }
    Product product = pick(catalog.in(category));
    for (int looks = 1 + random.nextInt(3); looks > 0; looks--) {
      product = pick(catalog.in(category));
      browser.open(product.path());
      think();
    }
    if (chance(ADDS_TO_CART)) {
      browser.submit("/cart/add", Map.of("sku", product.sku()));
      think();
      if (chance(CHECKS_OUT)) {
        buy();
      }
    }
  }

  /** A checkout that ends early by choice is neither completed nor broken. */
  private void buy() throws InterruptedException {
    tally.onCheckoutStarted();
    if (!browser.open("/checkout").body().contains("action=\"/checkout/address\"")) {
      tally.onCheckoutBroken();
      return;
    }
    think();
    if (chance(CHANGES_MIND)) {
      return;
    }
    TrafficBrowser.Answer payment =
        browser.submit(
            "/checkout/address",
            Map.of(
                "name", "Ada Larsen",
                "street", "Harbour Lane " + (1 + random.nextInt(99)),
                "postcode", "50" + (10 + random.nextInt(90)),
                "city", "Bergen",
                "email", "ada@example.com"));
    if (!payment.body().contains("action=\"/checkout/pay\"")) {
      tally.onCheckoutBroken();
      return;
    }
    think();
    TrafficBrowser.Answer thanks = browser.submit("/checkout/pay", Map.of());
    if (thanks.succeeded() && thanks.path().equals("/checkout/thank-you")) {
      tally.onCheckoutCompleted();
    } else {
      tally.onCheckoutBroken();
    }
  }

  private void think() throws InterruptedException {
    Thread.sleep(shortestThought.multipliedBy(100 + random.nextInt(400)).dividedBy(100));
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
