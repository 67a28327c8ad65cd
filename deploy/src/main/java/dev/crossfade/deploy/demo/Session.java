package dev.crossfade.deploy.demo;

import java.util.function.UnaryOperator;

/**
 * What one storefront remembers of one visitor. The other storefront knows nothing of it: that is
 * why a checkout must not hop. Safe for requests that a browser sends side by side.
 */
final class Session {
  private final String id;
  private Basket basket = Basket.empty();

  Session(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  synchronized Basket basket() {
    return basket;
  }

  Cart cart() {
    return basket().current();
  }

  /** Changes the basket in one step; answers what it is now. */
  synchronized Basket update(UnaryOperator<Basket> change) {
    basket = change.apply(basket);
    return basket;
  }
}
