package dev.crossfade.seo.sitemap;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of map is built.
 *
 * @param depth of an entry; the root's is 1
 * @param entry the element of an entry
 * @param location the element of its address
 * @param changed the element of its date
 * @param known what else the protocol has in an entry
 */
record MapShape(
    SitemapKind kind, int depth, String entry, String location, String changed, Set<String> known) {
  /** Of sitemaps and their indexes. */
  static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

  private static final MapShape PAGES =
      new MapShape(SitemapKind.PAGES, 2, "url", "loc", "lastmod", Set.of("changefreq", "priority"));
  private static final MapShape INDEX =
      new MapShape(SitemapKind.INDEX, 2, "sitemap", "loc", "lastmod", Set.of());
  private static final MapShape RSS =
      new MapShape(SitemapKind.FEED, 3, "item", "link", "", Set.of());
  private static final MapShape ATOM =
      new MapShape(SitemapKind.FEED, 2, "entry", "link", "updated", Set.of());

  /** By the name of the root; null: it is none of them. */
  static @Nullable MapShape of(String root) {
    return switch (root) {
      case "urlset" -> PAGES;
      case "sitemapindex" -> INDEX;
      case "rss" -> RSS;
      case "feed" -> ATOM;
      default -> null;
    };
  }

  boolean isFeed() {
    return kind == SitemapKind.FEED;
  }

  boolean isAtom() {
    return entry.equals("entry");
  }

  boolean has(String element) {
    return element.equals(location) || element.equals(changed) || known.contains(element);
  }
}
