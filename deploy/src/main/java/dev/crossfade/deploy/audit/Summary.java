package dev.crossfade.deploy.audit;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How much of what was found, with examples; the worst first. */
record Summary(List<Line> lines, long total) {
  private static final int EXAMPLES = 3;

  Summary {
    lines = List.copyOf(lines);
  }

  /**
   * One rule in one severity.
   *
   * @param examples the first few
   */
  record Line(Rule rule, Severity severity, long count, List<Finding> examples) {
    Line {
      examples = List.copyOf(examples);
    }
  }

  static Summary of(AuditReport report) {
    Counting counting = new Counting();
    report.findings().forEach(counting::add);
    return counting.summary();
  }

  long of(Severity severity) {
    return lines.stream().filter(line -> line.severity == severity).mapToLong(Line::count).sum();
  }

  /** On the way through the findings. */
  private static final class Counting {
    private final Map<Severity, Map<Rule, List<Finding>>> examples = new EnumMap<>(Severity.class);
    private final Map<Severity, Map<Rule, Long>> counts = new EnumMap<>(Severity.class);

    void add(Finding finding) {
      counts
          .computeIfAbsent(finding.severity(), _ -> new EnumMap<>(Rule.class))
          .merge(finding.rule(), 1L, Long::sum);
      List<Finding> first =
          examples
              .computeIfAbsent(finding.severity(), _ -> new EnumMap<>(Rule.class))
              .computeIfAbsent(finding.rule(), _ -> new ArrayList<>());
      if (first.size() < EXAMPLES) {
        first.add(finding);
      }
    }

    Summary summary() {
      List<Line> lines = new ArrayList<>();
      long total = 0;
      for (var bySeverity : counts.entrySet()) {
        for (var byRule : bySeverity.getValue().entrySet()) {
          total += byRule.getValue();
          lines.add(
              new Line(
                  byRule.getKey(),
                  bySeverity.getKey(),
                  byRule.getValue(),
                  examples.get(bySeverity.getKey()).get(byRule.getKey())));
        }
      }
      lines.sort(
          Comparator.comparing(Line::severity)
              .thenComparing(Comparator.comparingLong(Line::count).reversed())
              .thenComparing(Line::rule));
      return new Summary(lines, total);
    }
  }
}
