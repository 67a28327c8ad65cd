package dev.crossfade.console.pages.crawlers;

import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.pages.Choice;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.service.CrawlService.Alarm;
import dev.crossfade.console.service.CrawlService.Crawl;
import dev.crossfade.console.service.CrawlService.Dimension;
import dev.crossfade.console.service.CrawlService.Hits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the page of crawlers shows.
 *
 * @param now what is wrong at the moment
 * @param latest the last hours, the newest first
 * @param claims who says to be a crawler, in the same time
 * @param hits of what is wanted
 * @param ever whether any came in this time, wanted or not
 */
public record CrawlersView(
    Query query,
    Crawl now,
    List<Choice> choices,
    Chart chart,
    List<CrawlHour> latest,
    List<CrawlTable> tables,
    List<CrawlClaim> claims,
    long hits,
    boolean ever) {
  static final List<Set<Dimension>> ASKED =
      List.of(
          EnumSet.of(Dimension.HOUR, Dimension.BACKEND, Dimension.VERIFIED),
          EnumSet.of(Dimension.CRAWLER, Dimension.BACKEND, Dimension.STATUS, Dimension.VERIFIED),
          EnumSet.of(Dimension.TEMPLATE, Dimension.BACKEND, Dimension.STATUS, Dimension.VERIFIED));

  /** For the choices and the claims, whatever is wanted. */
  static final List<Set<Dimension>> ASKED_OF_ALL =
      List.of(
          EnumSet.of(Dimension.CRAWLER, Dimension.VERIFIED),
          EnumSet.of(Dimension.BACKEND),
          EnumSet.of(Dimension.TEMPLATE),
          EnumSet.of(Dimension.STATUS));

  private static final int FIRST_ALARMS = 4;
  private static final int LATEST = 48;
  private static final List<String> SEVERITIES = List.of("critical", "major", "minor");
  private static final Map<String, String> SPANS = spans();

  public CrawlersView {
    choices = List.copyOf(choices);
    latest = List.copyOf(latest);
    tables = List.copyOf(tables);
    claims = List.copyOf(claims);
  }

  private static Map<String, String> spans() {
    Map<String, String> spans = new LinkedHashMap<>();
    spans.put("24", "24 hours");
    spans.put("48", "2 days");
    spans.put("168", "7 days");
    spans.put("720", "30 days");
    spans.put("2208", "92 days");
    return spans;
  }

  /**
   * The view.
   *
   * @param span all of it, with when it began and ends
   * @param wanted as {@link #ASKED}
   * @param all as {@link #ASKED_OF_ALL}
   */
  static CrawlersView of(Query query, Crawl span, List<List<Hits>> wanted, List<List<Hits>> all) {
    boolean fakes = "no".equals(query.text("verified"));
    List<CrawlHour> hours = CrawlHour.of(honest(wanted.get(0), fakes), span.from(), span.to());
    List<Hits> byCrawler = honest(wanted.get(1), fakes);
    List<Hits> byTemplate = honest(wanted.get(2), fakes);
    CrawlTable crawlers = CrawlTable.of("By crawler", Dimension.CRAWLER, byCrawler, query);
    List<CrawlTable> tables =
        List.of(
            crawlers,
            CrawlTable.of("By template", Dimension.TEMPLATE, byTemplate, query),
            CrawlTable.of("By status", Dimension.STATUS, byTemplate, query));
    return new CrawlersView(
        query,
        span,
        choices(query, all),
        CrawlCharts.of(hours),
        hours.reversed().stream().limit(LATEST).toList(),
        tables,
        CrawlClaim.of(all.getFirst()),
        crawlers.hits(),
        !all.getFirst().isEmpty());
  }

  /** Fakes are nobody's visits, unless it is they that are wanted. */
  private static List<Hits> honest(List<Hits> hits, boolean fakes) {
    return fakes
        ? hits
        : hits.stream().filter(h -> !"no".equals(h.kind().get("verified"))).toList();
  }

  private static List<Choice> choices(Query query, List<List<Hits>> all) {
    return List.of(
        new Choice("hours", "time", "", hours(query), spanOptions(hours(query))),
        choice(query, "crawler", "crawler", Dimension.CRAWLER, all.get(0)),
        choice(query, "backend", "storefront", Dimension.BACKEND, all.get(1)),
        choice(query, "template", "template", Dimension.TEMPLATE, all.get(2)),
        choice(query, "status", "status", Dimension.STATUS, all.get(3)),
        new Choice(
            "verified",
            "verified",
            "all but fakes",
            query.text("verified"),
            List.of(
                new Choice.Option("yes", "yes"),
                new Choice.Option("unknown", "nobody could tell"),
                new Choice.Option("no", "no: fakes"))));
  }

  private static String hours(Query query) {
    String hours = query.text("hours");
    return hours == null ? "24" : hours;
  }

  private static List<Choice.Option> spanOptions(String chosen) {
    List<Choice.Option> options = new ArrayList<>();
    SPANS.forEach((hours, text) -> options.add(new Choice.Option(hours, text)));
    if (!SPANS.containsKey(chosen)) {
      options.add(new Choice.Option(chosen, chosen + " hours"));
    }
    return options;
  }

  private static Choice choice(
      Query query, String name, String label, Dimension by, List<Hits> hits) {
    List<Choice.Option> options = new ArrayList<>();
    hits.stream()
        .map(one -> String.valueOf(one.kind().get(CrawlTable.key(by))))
        .filter(value -> !value.isEmpty())
        .distinct()
        .sorted()
        .forEach(value -> options.add(new Choice.Option(value, CrawlTable.shown(by, value))));
    return new Choice(name, label, "any", query.text(name), options);
  }

  /** Whether anything is to be said first. */
  public boolean hasNotes() {
    return !now.alarms().isEmpty() || !now.store().isEmpty() || now.dropped() > 0;
  }

  /** The gravest. */
  public List<Alarm> alarms() {
    return gravest().stream().limit(FIRST_ALARMS).toList();
  }

  public List<Alarm> moreAlarms() {
    return gravest().stream().skip(FIRST_ALARMS).toList();
  }

  private List<Alarm> gravest() {
    return now.alarms().stream()
        .sorted(Comparator.comparingInt(alarm -> SEVERITIES.indexOf(alarm.severity())))
        .toList();
  }

  /** The time that is shown, in words. */
  public String span() {
    String hours = hours(query);
    return SPANS.getOrDefault(hours, hours + " hours");
  }

  public boolean isFiltered() {
    return !query.with("hours", null).isPlain();
  }

  public String unfiltered() {
    @Nullable String hours = query.text("hours");
    return new Query(query.path(), new LinkedHashMap<>()).with("hours", hours).href();
  }

  /** Only those that say to be what they are not. */
  public long fakes() {
    return claims.stream().mapToLong(CrawlClaim::fake).sum();
  }
}
