package dev.crossfade.deploy.demo;

/**
 * How far a visitor has come with buying: {@code Open} → {@code Addressed} → {@code Ordered}, and
 * back to {@code Open} with the next product.
 */
sealed interface Basket {
  /** Still choosing. */
  record Open(Cart cart) implements Basket {}

  /** Has said where to send it, and may pay. */
  record Addressed(Cart cart, Address address) implements Basket {}

  /** Has paid: what was in the cart is an order now. */
  record Ordered(String number, Cart bought, Address address) implements Basket {}

  static Basket empty() {
    return new Open(Cart.EMPTY);
  }

  /** What is in the cart now. */
  default Cart current() {
    return switch (this) {
      case Open open -> open.cart();
      case Addressed addressed -> addressed.cart();
      case Ordered _ -> Cart.EMPTY;
    };
  }

  default Basket plus(Product product) {
    return switch (this) {
      case Open open -> new Open(open.cart().plus(product));
      case Addressed addressed ->
          new Addressed(addressed.cart().plus(product), addressed.address());
      case Ordered _ -> new Open(Cart.EMPTY.plus(product));
    };
  }

  /** The same cart with an address; an empty cart has nowhere to go and stays as it is. */
  default Basket addressed(Address address) {
    return current().isEmpty() ? this : new Addressed(current(), address);
  }

  /** Only an addressed basket can be paid; any other stays as it is. */
  default Basket paid(String number) {
    return switch (this) {
      case Addressed addressed -> new Ordered(number, addressed.cart(), addressed.address());
      case Open open -> open;
      case Ordered ordered -> ordered;
    };
  }
}
