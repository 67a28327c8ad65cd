package dev.crossfade.console.pages.crawlers;

import dev.crossfade.console.pages.Query;
import dev.crossfade.console.service.CrawlService.Dimension;
import dev.crossfade.console.service.CrawlService.Hits;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Requests of crawlers by one dimension and storefront.
 *
 * @param heading of the table
 * @param what heads its first column
 * @param errors whether a share of errors says anything
 */
public record CrawlTable(String heading, String what, boolean errors, List<CrawlRow> rows) {
  private static final int LEAST_ERROR = 400;
  private static final Comparator<CrawlRow> MOST_FIRST =
      Comparator.comparingLong(CrawlRow::hits).reversed().thenComparing(CrawlRow::name);

  public CrawlTable {
    rows = List.copyOf(rows);
  }

  /** Hits must be told apart by the dimension, by backend and by status. */
  static CrawlTable of(String heading, Dimension by, List<Hits> hits, Query query) {
    String key = key(by);
    Map<String, CrawlRow> rows = new HashMap<>();
    for (Hits one : hits) {
      String value = String.valueOf(one.kind().get(key));
      String href = query.with(key, value).href();
      rows.merge(value, row(shown(by, value), href, one), CrawlTable::sum);
    }
    boolean errors = by != Dimension.STATUS;
    return new CrawlTable(heading, key, errors, rows.values().stream().sorted(MOST_FIRST).toList());
  }

  static String key(Dimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT);
  }

  static String shown(Dimension by, String value) {
    return switch (by) {
      case STATUS -> value.equals("0") ? "no answer" : value;
      case BACKEND -> value.isEmpty() ? "no storefront" : value;
      case HOUR, CRAWLER, VERIFIED, TEMPLATE -> value;
    };
  }

  private static CrawlRow row(String name, String href, Hits one) {
    long hits = one.hits();
    long errors = isError(one) ? hits : 0;
    return switch (String.valueOf(one.kind().get(key(Dimension.BACKEND)))) {
      case "legacy" -> new CrawlRow(name, href, hits, 0, 0, errors, 0);
      case "next" -> new CrawlRow(name, href, 0, hits, 0, 0, errors);
      default -> new CrawlRow(name, href, 0, 0, hits, 0, 0);
    };
  }

  private static boolean isError(Hits one) {
    return one.kind().get(key(Dimension.STATUS)) instanceof Integer status
        && (status == 0 || status >= LEAST_ERROR);
  }

  private static CrawlRow sum(CrawlRow one, CrawlRow other) {
    return new CrawlRow(
        one.name(),
        one.href(),
        one.legacy() + other.legacy(),
        one.next() + other.next(),
        one.other() + other.other(),
        one.legacyErrors() + other.legacyErrors(),
        one.nextErrors() + other.nextErrors());
  }

  /** The most that a row has. */
  public long widest() {
    return rows.stream().mapToLong(CrawlRow::hits).max().orElse(0);
  }

  long hits() {
    return rows.stream().mapToLong(CrawlRow::hits).sum();
  }
}
