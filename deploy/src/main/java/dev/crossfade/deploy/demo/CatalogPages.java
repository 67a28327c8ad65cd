package dev.crossfade.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The pages that are the same for everyone: home, categories, products and search. */
final class CatalogPages {
  private static final int PICKS = 8;
  private static final int RELATED = 4;
  private static final int MAX_FOUND = 48;
  private static final Page.Crumb HOME = new Page.Crumb("Home", "/");

  private final Catalog catalog;
  private final UnaryOperator<Product> priced;

  /**
   * @param priced what this storefront makes of a product before showing it
   */
  CatalogPages(Catalog catalog, UnaryOperator<Product> priced) {
    this.catalog = catalog;
    this.priced = priced;
  }

  Page home() {
    List<Product> all = catalog.products();
    List<Product> picks = new ArrayList<>();
    for (int i = 0; i < PICKS; i++) {
      picks.add(priced.apply(all.get((i * 83 + 5) % all.size())));
    }
    return Page.open(
        "Outdoor and home goods that last",
        "Tents, boots, pans and desks chosen by people who use them: "
            + all.size()
            + " things made to be repaired, delivered free from €50.",
        "/",
        List.of(),
        "Good things, made to last",
        new Content.Home(catalog.departments(), picks));
  }

  /** The category at a path; empty when there is none, or no such page of it. */
  Optional<Page> category(String path, String pageParameter) {
    return catalog
        .category(path)
        .flatMap(
            category ->
                Paging.of(priced(catalog.in(category)), pageParameter)
                    .map(paging -> category(category, paging)));
  }

  private Page category(Category category, Paging paging) {
    String suffix = paging.page() == 1 ? "" : ", page " + paging.page();
    return Page.open(
        category.name() + suffix,
        category.introduction() + suffix.replace(", page", " Page"),
        Paging.path(category.path(), paging.page()),
        trail(category),
        category.name() + suffix,
        new Content.Listing(category, catalog.children(category), paging));
  }

  Optional<Page> product(String path) {
    return catalog.product(path).map(priced).map(this::product);
  }

  private Page product(Product product) {
    List<Page.Crumb> trail = new ArrayList<>(trail(product.category()));
    trail.add(new Page.Crumb(product.name(), product.path()));
    return Page.open(
        product.name(),
        product.name() + ". " + product.description().getFirst(),
        product.path(),
        trail,
        product.name(),
        new Content.Detail(product, related(product)));
  }

  /** Not indexed: search engines ask shops to keep their result pages out of theirs. */
  Page search(String query) {
    List<Product> found = catalog.search(query);
    List<Product> shown = priced(found.subList(0, Math.min(MAX_FOUND, found.size())));
    String heading = query.isBlank() ? "Search" : "Search: " + query;
    return Page.closed(200, heading, "/search", new Content.Found(query, shown, found.size()));
  }

  /** The neighbours of a product on its shelf, so that every product is linked from others. */
  private List<Product> related(Product product) {
    List<Product> shelf = catalog.in(product.category());
    int at = shelf.stream().map(Product::sku).toList().indexOf(product.sku());
    List<Product> related = new ArrayList<>();
    for (int i = 1; i <= Math.min(RELATED, shelf.size() - 1); i++) {
      related.add(priced.apply(shelf.get((at + i) % shelf.size())));
    }
    return related;
  }

  private List<Product> priced(List<Product> products) {
    return products.stream().map(priced).toList();
  }

  private static List<Page.Crumb> trail(Category category) {
    List<Page.Crumb> trail = new ArrayList<>();
    trail.add(HOME);
    category.lineage().forEach(step -> trail.add(new Page.Crumb(step.name(), step.path())));
    return trail;
  }
}
