package dev.crossfade.seo.crawl;

import dev.crossfade.seo.audit.AuditReport.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What crawlers did, in tables for people. Pure. */
final class CrawlTables {
  private static final int MOST_ROWS = 60;
  private static final long HOUR = 3_600;
  private static final double HOURS_OF_DAY = 24;

  private CrawlTables() {}

  /** Hits of one row, by how they were answered. */
  private static final class Row {
    private long hits;
    private long good;
    private long moved;
    private long clients;
    private long servers;
    private long fake;

    void add(CrawlKind kind, long count) {
      if (!kind.isGenuine()) {
        fake += count;
        return;
      }
      hits += count;
      switch (kind.status() / 100) {
        case 2 -> good += count;
        case 3 -> moved += count;
        case 4 -> clients += count;
        case 0, 5 -> servers += count;
        default -> {} // an interim answer is no answer; it stays in the sum
      }
    }

    List<String> cells(String name) {
      return List.of(
          name,
          Long.toString(hits),
          Long.toString(good),
          Long.toString(moved),
          Long.toString(clients),
          Long.toString(servers),
          CrawlErrors.percent(clients + servers, hits),
          Long.toString(fake));
    }
  }

  private static final List<String> ANSWERS =
      List.of("hits", "2xx", "3xx", "4xx", "5xx", "errors", "fakes");

  static List<Table> of(CrawlPast past, long splitHour, long first, long last) {
    return List.of(
        table(past, "By crawler", "crawler", CrawlKind::crawler),
        table(past, "By storefront", "backend", kind -> orUnknown(kind.backend())),
        table(past, "By template", "template", CrawlKind::template),
        table(past, "By status", "status", CrawlTables::status),
        table(past, "By hour of the day (UTC)", "hour", CrawlTables::hourOfDay),
        changes(past, splitHour, first, last));
  }

  private static String orUnknown(String backend) {
    return backend.isEmpty() ? "(not logged)" : backend;
  }

  private static String status(CrawlKind kind) {
    return kind.status() == 0 ? "no answer" : Integer.toString(kind.status());
  }

  private static String hourOfDay(CrawlKind kind) {
    return "%02d:00".formatted(Math.floorMod(kind.hour(), 24L));
  }

  private static Table table(
      CrawlPast past, String title, String column, Function<CrawlKind, String> by) {
    Map<String, Row> rows = new TreeMap<>();
    past.counts()
        .forEach(
            (kind, count) -> rows.computeIfAbsent(by.apply(kind), _ -> new Row()).add(kind, count));
    List<Map.Entry<String, Row>> sorted = new ArrayList<>(rows.entrySet());
    if (!column.equals("hour")) {
      sorted.sort(Comparator.comparingLong(entry -> -entry.getValue().hits));
    }
    List<String> columns = new ArrayList<>();
    columns.add(column);
    columns.addAll(ANSWERS);
    return new Table(
        title,
        "Hits are those of crawlers that are who they say they are, or that nobody could verify.",
        columns,
        sorted.stream()
            .limit(MOST_ROWS)
            .map(entry -> entry.getValue().cells(entry.getKey()))
            .toList(),
        1);
  }

  /** A crawler's pages of one template, before and after a moment. */
  private static final class Change {
    private final long[] hits = new long[2];
    private final long[] errors = new long[2];
  }

  private static Table changes(CrawlPast past, long splitHour, long first, long last) {
    Map<String, Map<String, Change>> changes = new TreeMap<>();
    past.counts()
        .forEach(
            (kind, count) -> {
              if (kind.isGenuine()) {
                Change change =
                    changes
                        .computeIfAbsent(kind.crawler(), _ -> new TreeMap<>())
                        .computeIfAbsent(kind.template(), _ -> new Change());
                int side = kind.hour() < splitHour ? 0 : 1;
                change.hits[side] += count;
                change.errors[side] += kind.isError() ? count : 0;
              }
            });
    double before = Math.max(1, splitHour - Math.floorDiv(first, HOUR)) / HOURS_OF_DAY;
    double after = Math.max(1, Math.floorDiv(last, HOUR) + 1 - splitHour) / HOURS_OF_DAY;
    List<List<String>> rows = new ArrayList<>();
    changes.forEach(
        (crawler, templates) ->
            templates.forEach(
                (template, change) ->
                    rows.add(
                        List.of(
                            crawler,
                            template,
                            rate(change.hits[0], before),
                            rate(change.hits[1], after),
                            trend(change.hits[0] / before, change.hits[1] / after),
                            CrawlErrors.percent(change.errors[0], change.hits[0]),
                            CrawlErrors.percent(change.errors[1], change.hits[1])))));
    return new Table(
        "What changed",
        "Before and from " + java.time.Instant.ofEpochSecond(splitHour * HOUR) + " on.",
        List.of(
            "crawler",
            "template",
            "a day before",
            "a day after",
            "change",
            "errors before",
            "errors after"),
        rows.subList(0, Math.min(rows.size(), MOST_ROWS)),
        -1);
  }

  private static String rate(long hits, double days) {
    return String.format(Locale.ROOT, "%.1f", hits / days);
  }

  private static String trend(double before, double after) {
    if (before == 0) {
      return after == 0 ? "" : "new";
    }
    return String.format(Locale.ROOT, "%+.0f %%", 100 * (after - before) / before);
  }

  static Table top(String title, String lead, List<Map.Entry<String, Long>> urls) {
    return new Table(
        title,
        lead,
        List.of("URL", "hits"),
        urls.stream().map(url -> List.of(url.getKey(), url.getValue().toString())).toList(),
        1);
  }
}
