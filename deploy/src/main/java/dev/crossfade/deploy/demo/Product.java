package dev.crossfade.deploy.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Something to buy.
 *
 * @param id the number that the old-style URLs carry
 * @param description its sentences, the most specific first
 * @param rating stars out of five
 * @param updated when its page last changed, for the sitemap
 */
public record Product(
    int id,
    String sku,
    String slug,
    String name,
    String brand,
    List<String> description,
    BigDecimal price,
    String currency,
    int stock,
    double rating,
    int reviews,
    LocalDate updated,
    Category category) {

  public Product {
    description = List.copyOf(description);
    if (stock < 0) {
      throw new IllegalArgumentException("stock: " + stock + " (expected: 0 or more)");
    }
  }

  /** The new-style path. */
  public String path() {
    return "/p/" + slug;
  }

  /** The paths, with their queries, under which the shop sold it before it renamed its URLs. */
  public List<String> oldPaths() {
    return List.of("/product.php?id=" + id, "/product-" + id + ".html");
  }

  String imagePath() {
    return "/img/" + sku + ".svg";
  }

  boolean inStock() {
    return stock > 0;
  }

  /** The price as a page shows it. */
  String priceLabel() {
    return Labels.price(price);
  }

  String searchText() {
    return (name + " " + brand + " " + category.name()).toLowerCase(Locale.ROOT);
  }

  Product withPrice(BigDecimal other) {
    return new Product(
        id,
        sku,
        slug,
        name,
        brand,
        description,
        other,
        currency,
        stock,
        rating,
        reviews,
        updated,
        category);
  }
}
