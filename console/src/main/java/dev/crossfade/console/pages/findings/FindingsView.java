package dev.crossfade.console.pages.findings;

import dev.crossfade.console.pages.Amounts;
import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.pages.Choice;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.service.FindingFacets;
import dev.crossfade.console.service.FindingService.Coverage;
import dev.crossfade.console.service.FindingService.Findings;
import dev.crossfade.console.service.FindingService.Wanted;
import dev.crossfade.console.service.FindingTrend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page of all findings shows.
 *
 * @param all how many there are, whatever their state
 */
public record FindingsView(
    Query query, Findings found, int all, List<FindingRow> rows, @Nullable Chart chart) {
  static final int PER_PAGE = 50;
  private static final String[] FILTERS = {
    "severity", "state", "rule", "template", "unit", "cursor"
  };
  private static final List<String> SEVERITIES = List.of("critical", "major", "minor");
  private static final Map<String, String> MEANING =
      Map.of(
          "critical", "would lose rankings",
          "major", "should be mended before the next stage",
          "minor", "worth knowing");

  public FindingsView {
    rows = List.copyOf(rows);
  }

  static String[] filters() {
    return FILTERS.clone();
  }

  /** What a query asks for; of itself the page shows what is open. */
  static Wanted wanted(Query query) {
    return new Wanted(
        query.text("unit"),
        query.text("template"),
        query.text("rule"),
        query.text("severity"),
        state(query),
        null,
        query.text("cursor"),
        PER_PAGE);
  }

  private static @Nullable String state(Query query) {
    String state = query.text("state");
    return state == null ? "open" : state.equals("any") ? null : state;
  }

  static FindingsView of(Query query, Findings found, int all, FindingTrend trend) {
    return new FindingsView(
        query,
        found,
        all,
        found.findings().stream().map(FindingRow::of).toList(),
        FindingCharts.open(trend));
  }

  /** A severity with a link to its groups. */
  public record Tile(
      String severity, int groups, String meaning, String href, boolean chosen, String colour) {}

  public List<Tile> tiles() {
    return SEVERITIES.stream().map(this::tile).toList();
  }

  private Tile tile(String severity) {
    int groups =
        found.facets().severity().stream()
            .filter(count -> count.value().equals(severity))
            .mapToInt(FindingFacets.Count::groups)
            .sum();
    boolean chosen = severity.equals(query.text("severity"));
    return new Tile(
        severity,
        groups,
        MEANING.getOrDefault(severity, ""),
        query.with("cursor", null).with("severity", chosen ? null : severity).href(),
        chosen,
        groups == 0 ? "pass" : severity.equals("critical") ? "fail" : "hold");
  }

  public List<Choice> choices() {
    FindingFacets facets = found.facets();
    return List.of(
        choice("severity", "severity", facets.severity()),
        state(facets.state()),
        choice("rule", "rule", facets.rule()),
        choice("template", "template", facets.template()),
        choice("unit", "unit", facets.unit()));
  }

  private Choice choice(String name, String label, List<FindingFacets.Count> counts) {
    return new Choice(name, label, "any", query.text(name), options(counts));
  }

  private Choice state(List<FindingFacets.Count> counts) {
    String state = query.text("state");
    return new Choice("state", "state", "", state == null ? "open" : state, withAny(counts));
  }

  private static List<Choice.Option> withAny(List<FindingFacets.Count> counts) {
    List<Choice.Option> options = new ArrayList<>(options(counts));
    int sum = counts.stream().mapToInt(FindingFacets.Count::groups).sum();
    options.add(new Choice.Option("any", "any (" + sum + ")"));
    return options;
  }

  private static List<Choice.Option> options(List<FindingFacets.Count> counts) {
    return counts.stream()
        .map(c -> new Choice.Option(c.value(), c.value() + " (" + c.groups() + ")"))
        .toList();
  }

  /** Null: this is the last page. */
  public @Nullable String next() {
    return found.cursor() == null ? null : query.with("cursor", found.cursor()).href();
  }

  /** Null: this is the first page. */
  public @Nullable String first() {
    return query.text("cursor") == null ? null : query.with("cursor", null).href();
  }

  /** The same as a file. */
  public String csv() {
    Query file = query.on("/api/v1/findings").with("cursor", null);
    return file.with("state", state(query)).with("format", "csv").href();
  }

  /** How many there are of what is wanted. */
  public String heading() {
    String state = query.text("state");
    String kind = state == null ? "open " : state.equals("any") ? "" : state + " ";
    return Amounts.of(found.total(), kind + "finding", kind + "findings");
  }

  /** What is compared, in a sentence. */
  public String coverage() {
    Coverage coverage = found.coverage();
    if (coverage.units().isEmpty()) {
      return "no unit is compared";
    }
    return Amounts.of(coverage.pagesLastDay(), "page", "pages")
        + " compared in 24 h, of "
        + String.join(", ", coverage.units());
  }

  /** How pages come to be compared. */
  public String sources() {
    Coverage coverage = found.coverage();
    String drawn = coverage.rate() + " of the pages that visitors get";
    return coverage.criticalPaths() == 0
        ? drawn
        : drawn
            + ", and "
            + Amounts.of(coverage.criticalPaths(), "critical path", "critical paths")
            + " every "
            + span(coverage.everySeconds());
  }

  private static String span(long seconds) {
    return seconds % 3600 == 0
        ? seconds / 3600 + " h"
        : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
