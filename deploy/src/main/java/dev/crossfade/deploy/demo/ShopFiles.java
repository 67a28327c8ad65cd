package dev.crossfade.deploy.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the shop serves besides pages: stylesheets, drawings, and the files that machines read.
 * Knows neither sessions nor faults of pages.
 *
 * <p>Each storefront also has the stylesheet of the other: in mid-ramp a page may come from one and
 * what it refers to be asked of the other.
 */
final class ShopFiles {
  private static final String IMAGES = "/img/";

  private final Map<String, Reply> assets;
  private final Catalog catalog;
  private final UnaryOperator<Product> priced;

  ShopFiles(Catalog catalog, UnaryOperator<Product> priced) {
    this.catalog = catalog;
    this.priced = priced;
    this.assets =
        Map.of(
            "/assets/legacy.css", asset("text/css", "legacy.css"),
            "/assets/next.css", asset("text/css", "next.css"),
            "/assets/mark.svg", asset("image/svg+xml", "mark.svg"));
  }

  Optional<Reply> find(Request request) {
    String path = request.path();
    return switch (path) {
      case "/robots.txt" -> Optional.of(robots(request.origin()));
      case "/sitemap.xml" -> Optional.of(sitemap(request.origin()));
      case "/api/stock.json" -> Optional.of(stock());
      case "/healthz" -> Optional.of(Reply.text(200, "ok"));
      default ->
          path.startsWith(IMAGES)
              ? image(path.substring(IMAGES.length())).map(reply -> reply.validatedFor(request))
              : Optional.ofNullable(assets.get(path)).map(reply -> reply.validatedFor(request));
    };
  }

  private static Reply asset(String type, String name) {
    return Reply.of(200, type, Resources.text(name));
  }

  private Optional<Reply> image(String name) {
    return name.endsWith(".svg")
        ? catalog
            .productBySku(name.substring(0, name.length() - ".svg".length()))
            .map(ProductImage::of)
            .map(svg -> Reply.of(200, "image/svg+xml", svg.markup()))
        : Optional.empty();
  }

  private static Reply robots(String origin) {
    return Reply.of(
        200,
        "text/plain",
        """
        User-agent: *
        Disallow: /cart
        Disallow: /checkout
        Disallow: /account
        Disallow: /search

        Sitemap: %s/sitemap.xml
        """
            .formatted(origin));
  }

  /** Home, every category and every product, under the URLs they have now. */
  private Reply sitemap(String origin) {
    List<Html> urls = new ArrayList<>();
    urls.add(url(origin + "/", newest(catalog.products())));
    for (Category category : catalog.categories()) {
      urls.add(url(origin + category.path(), newest(catalog.in(category))));
    }
    for (Product product : catalog.products()) {
      urls.add(url(origin + product.path(), product.updated()));
    }
    Html document =
        Html.of(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            {}</urlset>
            """,
            Html.each(urls, url -> url));
    return Reply.of(200, "application/xml", document.markup());
  }

  /** A list changed when the newest of what it lists did. */
  private static LocalDate newest(List<Product> products) {
    return products.stream().map(Product::updated).max(LocalDate::compareTo).orElseThrow();
  }

  private static Html url(String location, LocalDate changed) {
    return Html.of("<url><loc>{}</loc><lastmod>{}</lastmod></url>\n", location, changed);
  }

  private Reply stock() {
    List<Json> rows =
        catalog.products().stream()
            .map(priced)
            .map(
                product ->
                    Json.object(
                        "sku", product.sku(), "qty", product.stock(), "price", product.price()))
            .toList();
    return Reply.of(200, "application/json", Json.array(rows).text() + "\n")
        .with("Cache-Control", "no-store");
  }
}
