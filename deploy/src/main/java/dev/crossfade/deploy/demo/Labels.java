package dev.crossfade.deploy.demo;

import java.math.BigDecimal;
import java.util.Locale;

/** The words both designs use. They differ in looks only: the same page must read the same. */
final class Labels {
  static final String SHOP = "Marlow & Tern";
  static final String TAGLINE = "Outdoor and home goods that last";
  static final String FOOTER =
      "Free delivery from €50. Thirty days to change your mind. Repairs in our own workshop.";
  static final String IMPRINT = "Marlow & Tern is a shop made up for a demonstration.";

  static String price(BigDecimal amount) {
    return String.format(Locale.ROOT, "€%,.2f", amount);
  }

  static String stock(Product product) {
    return product.inStock() ? "In stock" : "Sold out";
  }

  static String rating(Product product) {
    return product.rating() + " of 5 (" + product.reviews() + " reviews)";
  }

  static String products(int count) {
    return count == 1 ? "1 product" : count + " products";
  }

  private Labels() {}
}
