package dev.crossfade.seo.crawl;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import dev.crossfade.seo.audit.AuditReport.Table;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the crawlers of a log did: told of each of their requests, in whatever order, and asked in
 * the end. Memory is bounded by hours and kinds, not by lines. One thread at a time.
 */
public final class CrawlStudy {
  private static final int SHOWN = 30;
  private static final int MOST_FLIPS = 500;
  private static final int PRECISION = 15;
  private static final long HOUR = 3_600;

  /** Twenty years: lines of a broken clock may be of any time. */
  private static final int MOST_HOURS = 175_000;

  /** In hours: where nobody at all came for longer, a part of the log is missing. */
  private static final long LONGEST_SILENCE = 24;

  private final CrawlPast.Builder counts = new CrawlPast.Builder();
  private final CrawlFlips flips = new CrawlFlips();
  private final Map<String, Finding> flipped = new LinkedHashMap<>();
  private final TopUrls failed = new TopUrls();
  private final TopUrls asked = new TopUrls();
  private final TreeSet<Long> logged = new TreeSet<>();
  private final UltraLogLog urls = UltraLogLog.create(PRECISION);
  private long lastHour = Long.MIN_VALUE;
  private long hits;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** The log was being written at this time, whoever asked. */
  public void onTime(long epochSecond) {
    first = Math.min(first, epochSecond);
    last = Math.max(last, epochSecond);
    long hour = Math.floorDiv(epochSecond, HOUR);
    if (hour != lastHour && logged.size() < MOST_HOURS) {
      logged.add(hour);
      lastHour = hour;
    }
  }

  /**
   * A request of a crawler.
   *
   * @param kind in its hour
   * @param url host, path and query, as logged
   * @param urlHash of it, by any good 64-bit hash
   */
  public void onHit(CrawlKind kind, long epochSecond, String url, long urlHash) {
    hits++;
    urls.add(urlHash);
    onTime(epochSecond);
    counts.add(kind, 1);
    if (!kind.isGenuine()) {
      return;
    }
    asked.add(url);
    if (kind.isError()) {
      failed.add(url + " · " + (kind.status() == 0 ? "no answer" : kind.status()));
    }
    boolean next = kind.backend().equals("next");
    boolean page = kind.status() >= 200 && kind.status() < 300;
    boolean known = next || kind.backend().equals("legacy");
    if (page && known && flips.onAnswer(urlHash, next, epochSecond)) {
      onFlip(kind, url);
    }
  }

  private void onFlip(CrawlKind kind, String url) {
    if (flipped.size() < MOST_FLIPS) {
      String message = kind.crawler() + " got it from both storefronts within a day";
      flipped.putIfAbsent(
          url,
          new Finding(
              Rule.SEO_FLIP, Rule.SEO_FLIP.severity(), url, kind.template(), "", "", message, ""));
    }
  }

  /** About how many URLs were asked for, to a few in a thousand. */
  public long urls() {
    return Math.round(urls.getDistinctCountEstimate());
  }

  /** How many requests of crawlers there were. */
  public long hits() {
    return hits;
  }

  /** Requests that were one kind too many to be told apart. */
  public long dropped() {
    return counts.dropped();
  }

  /** Whether there is anything to tell. */
  public boolean isEmpty() {
    return hits == 0;
  }

  /** The first second that was logged. */
  public long first() {
    return first;
  }

  /** The last second that was logged. */
  public long last() {
    return last;
  }

  /** All that is wrong: each thing once, with the hour in which it was first seen. */
  public List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    CrawlHistory.alarms(past()).forEach(alarm -> found.add(alarm.finding()));
    found.addAll(flipped.values());
    return List.copyOf(found);
  }

  /**
   * What there is to tell beside findings.
   *
   * @param split what comes from this second on is held against what came before; null: the middle
   */
  public List<Table> tables(@Nullable Long split) {
    CrawlPast past = past();
    long middle = split == null ? first + (last - first) / 2 : split;
    List<Table> tables = new ArrayList<>(CrawlTables.of(past, middle / HOUR, first, last));
    tables.add(
        CrawlTables.top(
            "Errors by URL", "What crawlers were answered with an error most.", failed.top(SHOWN)));
    tables.add(CrawlTables.top("Pages by URL", "What crawlers asked for most.", asked.top(SHOWN)));
    return tables;
  }

  private CrawlPast past() {
    long begin = Long.MIN_VALUE;
    long end = Long.MIN_VALUE;
    for (long hour : logged) {
      if (end == Long.MIN_VALUE || hour - end > LONGEST_SILENCE) {
        watched(begin, end);
        begin = hour;
      }
      end = hour;
    }
    watched(begin, end);
    return counts.build();
  }

  /** Of the first and the last hour of a log only a part may be logged. */
  private void watched(long begin, long end) {
    for (long hour = begin + 1; hour < end; hour++) {
      counts.add(Watch.whole(hour));
    }
  }
}
