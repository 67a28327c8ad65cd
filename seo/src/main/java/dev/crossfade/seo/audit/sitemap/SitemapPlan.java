package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.url.WebUrl;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sitemap audit is to look at.
 *
 * @param map the address of a sitemap or of an index, or a file
 * @param site whose pages it lists
 * @param trusted whether robots.txt names it
 * @param legacyMap the same of legacy; null: it is not known
 * @param lists of legacy's URLs
 * @param redirects maps of redirects
 * @param traffic logs and counts of what visitors asked for
 * @param now when maps are read
 */
public record SitemapPlan(
    String map,
    WebUrl site,
    boolean trusted,
    @Nullable String legacyMap,
    List<Path> lists,
    List<Path> redirects,
    List<Path> traffic,
    Instant now) {
  public SitemapPlan {
    lists = List.copyOf(lists);
    redirects = List.copyOf(redirects);
    traffic = List.copyOf(traffic);
  }

  /** Whether there is anything to reconcile the sitemap with. */
  public boolean reconciles() {
    return legacyMap != null || !lists.isEmpty() || !redirects.isEmpty() || !traffic.isEmpty();
  }
}
