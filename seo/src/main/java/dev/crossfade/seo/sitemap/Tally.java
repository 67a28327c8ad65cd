package dev.crossfade.seo.sitemap;

import dev.crossfade.seo.sitemap.SitemapSink.Alternate;
import dev.crossfade.seo.sitemap.SitemapSink.Page;
import dev.crossfade.seo.url.WebUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts and judges the entries of one map, and passes on those that can be used. */
final class Tally {
  private final SitemapSink sink;
  private final MapAddresses addresses;
  private final MapDates dates;
  private int line;
  private long entries;
  private long images;
  private long videos;
  private long news;
  private long alternates;

  Tally(MapScope scope, SitemapSink sink) {
    this.sink = sink;
    this.addresses = new MapAddresses(scope, sink);
    this.dates = new MapDates(scope.now(), sink);
  }

  /** How far reading has come. */
  void at(int now) {
    line = now;
  }

  int line() {
    return line;
  }

  /**
   * An entry is complete.
   *
   * @param loc null: it has none, which somebody else tells
   */
  void onEntry(
      boolean index,
      int where,
      @Nullable String loc,
      int lastmodLine,
      @Nullable String lastmod,
      List<Alternate> versions) {
    entries++;
    alternates += versions.size();
    if (lastmod != null) {
      dates.onDate(lastmodLine, lastmod);
    }
    WebUrl url = loc == null ? null : addresses.read(where, loc);
    if (url == null) {
      return;
    }
    if (index) {
      sink.onMap(where, url);
    } else {
      sink.onPage(new Page(where, url, lastmod, versions));
    }
  }

  void onImage() {
    images++;
  }

  void onVideo() {
    videos++;
  }

  void onNews() {
    news++;
  }

  long news() {
    return news;
  }

  long entries() {
    return entries;
  }

  void onEnd() {
    addresses.onEnd();
    dates.onEnd();
  }

  SitemapSummary summary(SitemapKind kind, long bytes, boolean compressed) {
    return new SitemapSummary(kind, entries, bytes, compressed, images, videos, news, alternates);
  }
}
