package dev.crossfade.seo.parity.shop;

import java.util.List;

/** Builds a page of its content, in a way of its own. */
public interface Shop {
  /** What a GET of the page answers. */
  String html(Content content, Noise noise);

  /** All of them. */
  static List<Shop> all() {
    return List.of(new SemanticShop(), new SoupShop(), new FrameworkShop());
  }
}
