package dev.crossfade.deploy.demo;

import java.util.List;

/** What stands in the middle of a page. A design draws each kind in its own way. */
sealed interface Content {

  /** The way in: all departments, and some products. */
  record Home(List<Category> departments, List<Product> picks) implements Content {}

  /** One page of the products of a category, and the categories below it. */
  record Listing(Category category, List<Category> children, Paging paging) implements Content {}

  /** One product, and others of its category. */
  record Detail(Product product, List<Product> related) implements Content {}

  /** The query as the visitor typed it, and what it found; {@code total} may be more than shown. */
  record Found(String query, List<Product> products, int total) implements Content {}

  record Filled(Cart cart) implements Content {}

  /** The address form, as typed so far; {@code refused} when that was not enough. */
  record AddressForm(Cart cart, Address typed, boolean refused) implements Content {}

  record Payment(Cart cart, Address address) implements Content {}

  record Thanks(Basket.Ordered order) implements Content {}

  record Account(Basket basket) implements Content {}

  /** Something to say, and a way on. */
  record Notice(String text, String path, String label) implements Content {}
}
