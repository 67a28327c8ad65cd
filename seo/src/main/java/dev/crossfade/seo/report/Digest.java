package dev.crossfade.seo.report;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All findings of an audit in figures, and a few of each kind. Made in one walk; bounded, however
 * many findings, rules, templates and URLs there are.
 */
final class Digest {
  /** Names of templates come from configurations: more than this is none that people would read. */
  private static final int MOST_GROUPS = 400;

  private static final int MOST_TEMPLATES = 100;
  private static final int EXACT_URLS = 1 << 18;
  private static final int EXACT_URLS_OF_TEMPLATE = 1 << 13;

  /** Stands for the templates beyond the bound. */
  static final String REST = "(more templates)";

  private record Key(Severity severity, Rule rule, String template) {}

  /** What was found on the pages of one template. */
  static final class OfTemplate {
    private final String name;
    private final Distinct urls = new Distinct(EXACT_URLS_OF_TEMPLATE);
    private final Map<Severity, Long> counts = new EnumMap<>(Severity.class);

    private OfTemplate(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    long urls() {
      return urls.count();
    }

    long count(Severity severity) {
      return counts.getOrDefault(severity, 0L);
    }

    long count() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private final int examples;
  private final Map<Key, Group> groups = new HashMap<>();
  private final Map<String, OfTemplate> templates = new HashMap<>();
  private final Map<Severity, Long> counts = new EnumMap<>(Severity.class);
  private final Map<Severity, Distinct> urls = new EnumMap<>(Severity.class);
  private final Distinct all = new Distinct(EXACT_URLS);
  private final Origin origin = new Origin();
  private boolean hasLegacy;
  private boolean hasNext;

  private Digest(int examples) {
    this.examples = examples;
  }

  /** With so many examples of each rule on each template. */
  static Digest of(AuditReport.Findings findings, int examples) {
    Digest digest = new Digest(examples);
    findings.forEach(digest::add);
    return digest;
  }

  private void add(Finding finding) {
    Severity severity = finding.severity();
    long hash = Hashing.xxh3_64().hashCharsToLong(finding.url());
    String template = finding.template();
    counts.merge(severity, 1L, Long::sum);
    all.add(hash);
    urls.computeIfAbsent(severity, _ -> new Distinct(EXACT_URLS)).add(hash);
    hasLegacy |= !finding.legacy().isEmpty();
    hasNext |= !finding.next().isEmpty();
    origin.add(finding.url());
    group(severity, finding.rule(), template).add(finding);
    if (!template.isEmpty()) {
      OfTemplate of =
          templates.computeIfAbsent(
              templates.size() < MOST_TEMPLATES || templates.containsKey(template)
                  ? template
                  : REST,
              OfTemplate::new);
      of.urls.add(hash);
      of.counts.merge(severity, 1L, Long::sum);
    }
  }

  private Group group(Severity severity, Rule rule, String template) {
    Group known = groups.get(new Key(severity, rule, template));
    if (known != null) {
      return known;
    }
    String name = groups.size() < MOST_GROUPS ? template : REST;
    return groups.computeIfAbsent(
        new Key(severity, rule, name), key -> new Group(severity, rule, key.template, examples));
  }

  long count(Severity severity) {
    return counts.getOrDefault(severity, 0L);
  }

  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many URLs have a finding that bad. */
  long urls(Severity severity) {
    Distinct seen = urls.get(severity);
    return seen == null ? 0 : seen.count();
  }

  /** How many URLs have a finding. */
  long urls() {
    return all.count();
  }

  /** What stands before numbers of URLs: nothing where they were counted, or that they were not. */
  String about() {
    return all.isExact() ? "" : "about ";
  }

  /** How many of the checked URLs have none. */
  long clean(AuditReport audit) {
    return Math.max(0, audit.checked() - urls());
  }

  /** Whether any finding tells what legacy says. */
  boolean hasLegacy() {
    return hasLegacy;
  }

  /** Whether any finding tells what next says. */
  boolean hasNext() {
    return hasNext;
  }

  /** That of most URLs; empty: of none. */
  String origin() {
    return origin.most();
  }

  /** Worst first. */
  List<Group> groups() {
    return groups.values().stream().sorted(Group.WORST).toList();
  }

  /** One for each rule, worst first, with at most so many examples. */
  List<Group> rules(int most) {
    Map<Rule, List<Group>> byRule = new EnumMap<>(Rule.class);
    for (Group group : groups()) {
      byRule.computeIfAbsent(group.rule(), _ -> new ArrayList<>()).add(group);
    }
    return byRule.values().stream()
        .map(group -> Group.merged(group, most))
        .sorted(Group.WORST)
        .toList();
  }

  /** Most hit first, by the share of their pages where it is known. */
  List<OfTemplate> templates(Map<String, Long> pages) {
    Collection<OfTemplate> known = templates.values();
    Comparator<OfTemplate> order =
        Comparator.comparingDouble((OfTemplate of) -> share(of, pages))
            .thenComparingLong(OfTemplate::urls)
            .reversed()
            .thenComparing(OfTemplate::name);
    return known.stream().sorted(order).toList();
  }

  private static double share(OfTemplate of, Map<String, Long> pages) {
    long whole = pages.getOrDefault(of.name(), 0L);
    return whole == 0 ? 0 : (double) of.urls() / whole;
  }
}
