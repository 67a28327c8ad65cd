package dev.crossfade.deploy.demo;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The pages that depend on a session: cart, checkout and account. Each step of a checkout needs the
 * one before it in the same session; a step that finds it missing answers 409, which is what a
 * visitor sees who hopped to the other storefront half-way.
 */
final class CheckoutPages {

  /** What a step answers. */
  sealed interface Step {}

  record Shown(Page page) implements Step {}

  /** The step succeeded; its result is at the path. */
  record Done(String path) implements Step {}

  private final Catalog catalog;
  private final UnaryOperator<Product> priced;
  private final AtomicInteger orders = new AtomicInteger(10_000);

  CheckoutPages(Catalog catalog, UnaryOperator<Product> priced) {
    this.catalog = catalog;
    this.priced = priced;
  }

  Step cart(Session session) {
    return new Shown(Page.closed(200, "Your cart", "/cart", new Content.Filled(session.cart())));
  }

  /** Adds the product of a form; empty when the shop has no such product. */
  Optional<Step> add(Session session, String sku) {
    return catalog
        .productBySku(sku)
        .map(priced)
        .map(
            product -> {
              session.update(basket -> basket.plus(product));
              return new Done("/cart");
            });
  }

  Step checkout(Session session) {
    return switch (session.basket()) {
      case Basket.Open(Cart cart) ->
          cart.isEmpty() ? emptyCart() : addressForm(200, cart, Address.BLANK);
      case Basket.Addressed(Cart cart, Address address) ->
          checkout(200, "Payment", new Content.Payment(cart, address));
      case Basket.Ordered _ -> emptyCart();
    };
  }

  Step address(Session session, Address typed) {
    if (session.cart().isEmpty()) {
      return emptyCart();
    }
    if (!typed.complete()) {
      return addressForm(422, session.cart(), typed);
    }
    session.update(basket -> basket.addressed(typed));
    return new Done("/checkout");
  }

  Step pay(Session session) {
    if (session.cart().isEmpty()) {
      return emptyCart();
    }
    String number = "MT-" + orders.incrementAndGet();
    return switch (session.update(basket -> basket.paid(number))) {
      case Basket.Ordered _ -> new Done("/checkout/thank-you");
      case Basket.Open _, Basket.Addressed _ -> new Done("/checkout");
    };
  }

  Step thankYou(Session session) {
    return switch (session.basket()) {
      case Basket.Ordered ordered -> checkout(200, "Thank you", new Content.Thanks(ordered));
      case Basket.Open _, Basket.Addressed _ ->
          checkout(
              409,
              "We cannot find your order",
              new Content.Notice(
                  "There is no order in this session. You have not been charged.",
                  "/cart",
                  "Back to the cart"));
    };
  }

  Step account(Session session) {
    return new Shown(
        Page.closed(200, "Your account", "/account", new Content.Account(session.basket())));
  }

  private static Step addressForm(int status, Cart cart, Address typed) {
    return checkout(
        status, "Delivery address", new Content.AddressForm(cart, typed, status != 200));
  }

  private static Step emptyCart() {
    return checkout(
        409,
        "Your cart is empty",
        new Content.Notice(
            "There is nothing to check out. Did your cart get lost on the way?",
            "/",
            "Continue shopping"));
  }

  private static Step checkout(int status, String heading, Content content) {
    return new Shown(Page.closed(status, heading, "/checkout", content));
  }
}
