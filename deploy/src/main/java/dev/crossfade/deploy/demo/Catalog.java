package dev.crossfade.deploy.demo;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the demo shop sells. Both storefronts read the same one, so that a difference between
 * their pages is a fault of a storefront and never of the data. Immutable and safe for any thread.
 */
public final class Catalog {
  /** One fixed seed, so that screenshots, docs and tests speak of the same products. */
  private static final long SEED = 20_251_121;

  private final List<Category> categories;
  private final List<Product> products;
  private final Map<String, Category> categoryByPath = new LinkedHashMap<>();
  private final Map<String, Product> productByPath = new LinkedHashMap<>();
  private final Map<String, Product> productBySku = new LinkedHashMap<>();
  private final Map<Category, List<Product>> productsByCategory = new LinkedHashMap<>();
  private final Map<String, String> redirects;

  Catalog(List<Category> categories, List<Product> products) {
    this.categories = List.copyOf(categories);
    this.products = List.copyOf(products);
    this.categories.forEach(category -> categoryByPath.put(category.path(), category));
    for (Product product : this.products) {
      productByPath.put(product.path(), product);
      productBySku.put(product.sku(), product);
      for (Category in = product.category(); in != null; in = in.parent()) {
        productsByCategory.computeIfAbsent(in, _ -> new ArrayList<>()).add(product);
      }
    }
    this.redirects = OldUrls.of(this);
  }

  /** The catalog of the demo: the same products in every run. */
  public static Catalog demo() {
    return CatalogGrower.grow(CatalogVocabulary.load(), SEED);
  }

  /** Departments and their categories, each department before its own. */
  public List<Category> categories() {
    return categories;
  }

  public List<Product> products() {
    return products;
  }

  /**
   * Every old-style URL, path and query, with the new-style path of the same page: what a redirect
   * map needs once legacy is gone.
   */
  public Map<String, String> redirects() {
    return redirects;
  }

  List<Category> departments() {
    return categories.stream().filter(category -> category.parent() == null).toList();
  }

  List<Category> children(Category parent) {
    return categories.stream().filter(category -> parent.equals(category.parent())).toList();
  }

  /** The products of a category, or of all categories of a department. */
  List<Product> in(Category category) {
    return List.copyOf(productsByCategory.getOrDefault(category, List.of()));
  }

  Optional<Category> category(String path) {
    return Optional.ofNullable(categoryByPath.get(requireNonNull(path, "path")));
  }

  Optional<Product> product(String path) {
    return Optional.ofNullable(productByPath.get(requireNonNull(path, "path")));
  }

  Optional<Product> productBySku(String sku) {
    return Optional.ofNullable(productBySku.get(requireNonNull(sku, "sku")));
  }

  /** The products whose name, brand or category contains every word of the query. */
  List<Product> search(String query) {
    List<String> words = Words.of(query.toLowerCase(Locale.ROOT)).toList();
    if (words.isEmpty()) {
      return List.of();
    }
    return products.stream()
        .filter(product -> words.stream().allMatch(product.searchText()::contains))
        .toList();
  }
}
