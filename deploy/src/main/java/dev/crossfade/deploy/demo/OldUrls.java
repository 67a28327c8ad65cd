package dev.crossfade.deploy.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The URLs the shop had before it renamed them. Legacy still redirects them; next never learnt them
 * and answers 404, which is the gap that a redirect map in the gateway closes.
 */
final class OldUrls {
  /** Old path and query to new path and query, in the order of the catalog. */
  static Map<String, String> of(Catalog catalog) {
    Map<String, String> targets = new LinkedHashMap<>();
    for (Category category : catalog.categories()) {
      targets.put(category.oldPath(), category.path());
      int pages = Paging.pages(catalog.in(category).size());
      for (int page = 2; page <= pages; page++) {
        String query = "?page=" + page;
        targets.put(category.oldPath() + query, category.path() + query);
      }
    }
    for (Product product : catalog.products()) {
      product.oldPaths().forEach(old -> targets.put(old, product.path()));
    }
    return Collections.unmodifiableMap(targets);
  }

  /** Where a request for an old URL belongs now; empty when it is not for one. */
  static Optional<String> target(Catalog catalog, Request request) {
    String key =
        switch (request.path()) {
          case "/product.php" -> "/product.php?id=" + request.parameter("id");
          case String path when !request.parameter("page").isEmpty() ->
              path + "?page=" + request.parameter("page");
          case String path -> path;
        };
    return Optional.ofNullable(catalog.redirects().get(key));
  }

  private OldUrls() {}
}
