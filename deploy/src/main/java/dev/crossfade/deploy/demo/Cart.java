package dev.crossfade.deploy.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a visitor means to buy, in the order of adding. */
record Cart(List<Line> lines) {
  static final Cart EMPTY = new Cart(List.of());

  /** Bounds what one session can make us keep. */
  private static final int MAX_LINES = 50;

  private static final int MAX_QUANTITY = 20;

  record Line(Product product, int quantity) {
    BigDecimal total() {
      return product.price().multiply(BigDecimal.valueOf(quantity));
    }
  }

  Cart {
    lines = List.copyOf(lines);
  }

  /** One more of a product; beyond the limits of a cart, this cart. */
  Cart plus(Product product) {
    List<Line> changed = new ArrayList<>(lines);
    for (int i = 0; i < changed.size(); i++) {
      Line line = changed.get(i);
      if (line.product().sku().equals(product.sku())) {
        changed.set(i, new Line(product, Math.min(MAX_QUANTITY, line.quantity() + 1)));
        return new Cart(changed);
      }
    }
    if (changed.size() == MAX_LINES) {
      return this;
    }
    changed.add(new Line(product, 1));
    return new Cart(changed);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  int pieces() {
    return lines.stream().mapToInt(Line::quantity).sum();
  }

  BigDecimal total() {
    return lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
