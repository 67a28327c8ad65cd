package dev.crossfade.console.pages.findings;

import dev.crossfade.console.pages.Query;
import dev.crossfade.console.service.FindingFacets;
import dev.crossfade.console.service.FindingFacets.Count;
import dev.crossfade.console.service.FindingService.Accepted;
import dev.crossfade.console.service.FindingService.Coverage;
import dev.crossfade.console.service.FindingService.Example;
import dev.crossfade.console.service.FindingService.Findings;
import dev.crossfade.console.service.FindingService.Group;
import dev.crossfade.console.service.FindingService.Guarding;
import dev.crossfade.console.service.FindingService.Marks;
import dev.crossfade.console.service.FindingService.Part;
import dev.crossfade.console.service.FindingService.Traffic;
import dev.crossfade.console.service.FindingTrend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings to be shown. */
final class FindingSamples {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final Query QUERY = new Query("/findings", new LinkedHashMap<>());
  static final Guarding GUARD =
      new Guarding(
          "catalog",
          "product",
          "v2",
          "guarded",
          NOON,
          NOON.plusSeconds(600),
          3,
          "next breaks SEO-X");

  private static final FindingFacets FACETS =
      new FindingFacets(
          List.of(new Count("critical", 2)),
          List.of(new Count("open", 2), new Count("closed", 4)),
          List.of(new Count("SEO-CANONICAL", 2)),
          List.of(new Count("category", 2)),
          List.of(new Count("catalog", 2)));

  private FindingSamples() {}

  static Group group(String state) {
    return new Group(
        "catalog.SEO-CANONICAL.category",
        "v1",
        "catalog",
        "category",
        "SEO-CANONICAL",
        "critical",
        state,
        "names another canonical",
        "Search engines drop this one.",
        "Let each page name itself.",
        41,
        0.417,
        1_200,
        2,
        7,
        NOON,
        NOON.plusSeconds(60),
        NOON,
        state.equals("closed") ? NOON.plusSeconds(90) : null,
        new Traffic(4_100, 61),
        state.equals("accepted") ? new Accepted("ben", NOON, "a <sale>") : null,
        List.of(example("/c/dresses?page=2", "<script>alert(1)</script>")));
  }

  private static Example example(String legacy, String next) {
    return new Example(
        "https://shop.example/c/\u202edresses?page=2",
        NOON,
        legacy,
        next,
        "names another page",
        "<link rel=canonical>",
        new Marks(List.of(new Part(legacy, true)), List.of(new Part(next, true))));
  }

  static Coverage coverage(List<String> units, long pages) {
    return new Coverage(units, "1%", 12, 300, pages, pages, pages == 0 ? null : NOON);
  }

  static Findings none(Coverage coverage) {
    FindingFacets none = new FindingFacets(List.of(), List.of(), List.of(), List.of(), List.of());
    return new Findings(List.of(), 0, null, List.of(), none, coverage, null);
  }

  static Findings some(@Nullable String cursor, @Nullable String storeProblem) {
    return new Findings(
        List.of(group("open")),
        2,
        cursor,
        List.of(GUARD),
        FACETS,
        coverage(List.of("catalog"), 1_200),
        storeProblem);
  }

  static FindingTrend trend(@Nullable Long... critical) {
    List<FindingTrend.Hour> hours = new ArrayList<>();
    for (Long open : critical) {
      hours.add(
          new FindingTrend.Hour(
              NOON.plusSeconds(3_600L * hours.size()), 10, open, open == null ? null : 0L, 1L));
    }
    return new FindingTrend(hours);
  }
}
