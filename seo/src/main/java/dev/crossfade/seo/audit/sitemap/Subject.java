package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.reconcile.KnownUrl;
import dev.crossfade.seo.sitemap.SitemapSink;
import java.util.List;

/** What a sitemap audit looks at, one after the other. */
public sealed interface Subject {
  /**
   * A page that a map lists.
   *
   * @param map where that map is, for people
   */
  record Listed(String map, SitemapSink.Page page) implements Subject {}

  /** A map that was read to its end, and what is wrong with it. */
  record ReadMap(String map, List<Finding> findings) implements Subject {
    public ReadMap {
      findings = List.copyOf(findings);
    }
  }

  /** A URL that somebody else knows and no map lists. */
  record Known(KnownUrl url) implements Subject {}
}
