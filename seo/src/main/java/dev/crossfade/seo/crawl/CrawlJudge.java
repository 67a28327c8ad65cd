package dev.crossfade.seo.crawl;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with how crawlers are served, told from their own past: more errors, fewer visits,
 * more that are none. Pure.
 */
public final class CrawlJudge {
  /** So many hours before the moment are looked at. */
  public static final int HOURS = 8 * 24;

  private CrawlJudge() {}

  /**
   * Judges a moment.
   *
   * @param past of at least {@link #HOURS} before it, where there is so much
   * @param now the hour that has just begun or is under way; it counts for errors alone, since
   *     fewer visits are known only when it is over
   */
  public static List<CrawlAlarm> judge(CrawlPast past, long now) {
    List<CrawlAlarm> found = new ArrayList<>();
    CrawlErrors.find(past, now, found);
    CrawlDrops.find(past, now, found);
    CrawlFakes.find(past, now, found);
    return List.copyOf(found);
  }
}
