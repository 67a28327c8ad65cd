package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.audit.AuditReport.Table;
import dev.crossfade.seo.reconcile.Explanation;
import dev.crossfade.seo.reconcile.KnownUrl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Counts the classes of reconciliation, and keeps the unexplained URLs that are asked for most. */
final class Ranking {
  private static final int MOST_KEPT = 200;

  private final Map<Explanation, long[]> counts = new EnumMap<>(Explanation.class);
  private final PriorityQueue<Unexplained> most =
      new PriorityQueue<>(Unexplained.BY_HITS.reversed());

  /** A URL that somebody should look at. */
  private record Unexplained(KnownUrl url, Explanation explanation) {
    /** Those with most hits first. */
    static final Comparator<Unexplained> BY_HITS =
        Comparator.comparing((Unexplained it) -> it.url.hits(), Comparator.reverseOrder())
            .thenComparing(it -> it.url.target());
  }

  void add(KnownUrl url, Explanation explanation) {
    long[] count = counts.computeIfAbsent(explanation, _ -> new long[2]);
    count[0]++;
    count[1] += url.hits();
    if (!explanation.isExplained()) {
      most.add(new Unexplained(url, explanation));
      if (most.size() > MOST_KEPT) {
        most.poll();
      }
    }
  }

  List<Table> tables() {
    return List.of(classes(), unexplained());
  }

  private Table classes() {
    List<List<String>> rows = new ArrayList<>();
    for (Explanation each : Explanation.values()) {
      long[] count = counts.get(each);
      if (count != null) {
        rows.add(
            List.of(
                each.title(),
                each.isExplained() ? "yes" : "no",
                "" + count[0],
                "" + count[1],
                each.meaning()));
      }
    }
    return new Table(
        "Reconciliation",
        "Every URL of the sitemaps, lists, redirect maps and traffic is in exactly one class.",
        List.of("Class", "Explained", "URLs", "Hits", "Meaning"),
        rows,
        2);
  }

  private Table unexplained() {
    List<List<String>> rows = new ArrayList<>();
    for (Unexplained each : most.stream().sorted(Unexplained.BY_HITS).toList()) {
      rows.add(
          List.of(
              each.url.target(),
              each.explanation.title(),
              "" + each.url.hits(),
              each.url.knownBy()));
    }
    return new Table(
        "Unexplained",
        "What somebody should look at, by how often visitors ask for it.",
        List.of("URL", "Class", "Hits", "Known by"),
        rows,
        2);
  }
}
