package dev.crossfade.seo.report;

import com.dynatrace.hash4j.hashing.Hashing;
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

  private static final int EXACT_URLS = 1 << 10;

  private final Severity severity;
  private final Rule rule;
  private final String template;
  private final int most;
  private final List<Finding> examples = new ArrayList<>();
  private final Distinct urls = new Distinct(EXACT_URLS);
  private long count;

  /** Findings about no URL, or counted by groups that this one was made of. */
  private long more;

  Group(Severity severity, Rule rule, String template, int most) {
    this.severity = severity;
    this.rule = rule;
    this.template = template;
    this.most = most;
  }

  void add(Finding finding) {
    count++;
    if (finding.url().isEmpty()) {
      more++;
    } else {
      urls.add(Hashing.xxh3_64().hashCharsToLong(finding.url()));
    }
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
      all.more += group.urls(); // a URL is of one template
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

  /** On how many URLs: a page may break a rule more than once. */
  long urls() {
    return urls.count() + more;
  }

  List<Finding> examples() {
    return examples;
  }

  String sentence() {
    return Words.sentence(rule, template, Words.isOfUrls(rule) ? urls() : count);
  }
}
