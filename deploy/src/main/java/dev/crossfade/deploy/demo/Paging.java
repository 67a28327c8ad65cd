package dev.crossfade.deploy.demo;

import java.util.List;
import java.util.Optional;

/** One page of a long list of products. Pages count from 1, as their URLs do. */
record Paging(int page, int pages, int total, List<Product> products) {
  /** Divides by two, three and four columns, so that no design ends in a ragged row. */
  static final int SIZE = 24;

  Paging {
    products = List.copyOf(products);
  }

  /** How many pages that many products fill: at least one, since an empty list is a page too. */
  static int pages(int total) {
    return Math.max(1, (total + SIZE - 1) / SIZE);
  }

  /** The page named by a query parameter; empty when there is no such page. */
  static Optional<Paging> of(List<Product> all, String parameter) {
    int pages = pages(all.size());
    if (!parameter.isEmpty() && !parameter.matches("[1-9][0-9]{0,3}")) {
      return Optional.empty();
    }
    int page = parameter.isEmpty() ? 1 : Integer.parseInt(parameter);
    if (page > pages) {
      return Optional.empty();
    }
    int from = (page - 1) * SIZE;
    List<Product> shown = all.subList(from, Math.min(from + SIZE, all.size()));
    return Optional.of(new Paging(page, pages, all.size(), shown));
  }

  /** The path of a page of this list: the first has no parameter, so that it has one URL only. */
  static String path(String base, int page) {
    return page == 1 ? base : base + "?page=" + page;
  }
}
