package dev.crossfade.seo.report;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one rule found on one template: how often, and the first few. */
final class Group {
  /** Worst first, then most. */
  static final Comparator<Group> WORST =
      Comparator.comparing(Group::severity)
          .thenComparing(Comparator.comparingLong(Group::count).reversed())
          .thenComparing(Group::rule)
          .thenComparing(Group::template);

  private final Severity severity;
  private final Rule rule;
  private final String template;
  private final int most;
  private final List<Finding> examples = new ArrayList<>();
  private long count;

  Group(Severity severity, Rule rule, String template, int most) {
    this.severity = severity;
    this.rule = rule;
    this.template = template;
    this.most = most;
  }

  void add(Finding finding) {
    count++;
    if (examples.size() < most) {
      examples.add(finding);
    }
  }

  /** All that several groups of one rule found. */
  static Group merged(List<Group> groups, int most) {
    Group first = groups.getFirst();
    String template = groups.size() == 1 ? first.template : "";
    Group all = new Group(first.severity, first.rule, template, most);
    for (Group group : groups) {
      all.count += group.count;
      for (Finding example : group.examples) {
        if (all.examples.size() < most) {
          all.examples.add(example);
        }
      }
    }
    return all;
  }

  Severity severity() {
    return severity;
  }

  Rule rule() {
    return rule;
  }

  /** Empty: of none. */
  String template() {
    return template;
  }

  long count() {
    return count;
  }

  List<Finding> examples() {
    return examples;
  }

  String sentence() {
    return Words.sentence(rule, template, count);
  }
}
