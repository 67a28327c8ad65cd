package dev.crossfade.seo.audit.robots;

import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.audit.Audit;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.audit.Checked;
import dev.crossfade.seo.audit.Conclusion;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.robots.Ruling;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two robots.txt say about each URL to each crawler. Its subjects are paths with
 * their query; nothing is asked for but the two files.
 */
public final class RobotsAudit implements Audit<String> {
  /** Whoever names more crawlers does not mean them all. */
  static final int MOST_AGENTS = 100;

  private static final Set<Rule> RULES =
      Set.of(Rule.ROB_CHANGED, Rule.ROB_STATUS, Rule.ROB_SIZE, Rule.ROB_SITEMAP);
  private static final List<String> ALWAYS =
      List.of("*", "googlebot", "googlebot-image", "bingbot");

  private final RobotsSide legacy;
  private final RobotsSide next;
  private final @Nullable Urls urls;
  private final Templates templates;
  private final Severities severities;
  private final List<String> agents;
  private final List<String> probes;
  private final boolean manyAgents;
  private final Map<String, long[]> changes = new LinkedHashMap<>();

  /** Tells paths with their query, the same each time. */
  public interface Urls {
    void forEach(Consumer<String> each) throws IOException;
  }

  /**
   * Compares these.
   *
   * @param urls null: those that the rules of both files are about
   */
  public RobotsAudit(
      RobotsSide legacy,
      RobotsSide next,
      @Nullable Urls urls,
      Templates templates,
      Severities severities) {
    this.legacy = legacy;
    this.next = next;
    this.urls = urls;
    this.templates = templates;
    this.severities = severities;
    Set<String> all = new LinkedHashSet<>(ALWAYS);
    all.addAll(legacy.agents());
    all.addAll(next.agents());
    this.agents = all.stream().limit(MOST_AGENTS).toList();
    this.manyAgents = all.size() > MOST_AGENTS;
    Set<String> tried = new LinkedHashSet<>(List.of("/"));
    tried.addAll(legacy.probes());
    tried.addAll(next.probes());
    this.probes = List.copyOf(tried);
    agents.forEach(agent -> changes.put(agent, new long[3]));
  }

  /** How many subjects there are without a list of URLs. */
  public int probes() {
    return probes.size();
  }

  @Override
  public void subjects(Consumer<String> each) throws IOException {
    if (urls == null) {
      probes.forEach(each);
    } else {
      urls.forEach(each);
    }
  }

  @Override
  public Checked check(String target) {
    Change blocked = new Change();
    Change opened = new Change();
    for (String agent : agents) {
      Ruling before = legacy.robots().ruling(agent, target);
      Ruling after = next.robots().ruling(agent, target);
      if (before.allowed() != after.allowed()) {
        (after.allowed() ? opened : blocked).add(agent, before, after);
      }
    }
    List<Finding> findings = new ArrayList<>();
    blocked.addTo(findings, target, "is blocked by next and was allowed by legacy");
    opened.addTo(findings, target, "is allowed by next and was blocked by legacy");
    return new Checked(findings, List.of(blocked.fact('-') + "," + opened.fact('+')), true);
  }

  /** What changes alike for one or several crawlers, told by the first. */
  private final class Change {
    private final List<String> who = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private String before = "";
    private String after = "";

    void add(String agent, Ruling was, Ruling is) {
      if (who.isEmpty()) {
        before = was.toString();
        after = is.toString();
      }
      who.add(agent);
      lines.add(agent + ": legacy " + was + "; next " + is);
    }

    void addTo(List<Finding> findings, String target, String what) {
      Severity severity = severities.of(Rule.ROB_CHANGED, template(target));
      if (who.isEmpty() || severity == null) {
        return;
      }
      String names = String.join(", ", who.stream().limit(8).toList());
      String more = who.size() > 8 ? " and " + (who.size() - 8) + " more" : "";
      findings.add(
          new Finding(
              Rule.ROB_CHANGED,
              severity,
              shown(target),
              template(target),
              before,
              after,
              what + " for " + names + more,
              String.join("\n", lines)));
    }

    /** {@code -googlebot -bingbot}. */
    String fact(char sign) {
      StringBuilder fact = new StringBuilder();
      who.forEach(agent -> fact.append(sign).append(agent).append(' '));
      return fact.toString().strip();
    }
  }

  private String template(String target) {
    int mark = target.indexOf('?');
    return templates.nameOf(mark < 0 ? target : target.substring(0, mark));
  }

  private String shown(String target) {
    WebUrl site = next.site();
    return site == null ? target : site.origin() + target;
  }

  @Override
  public void learn(String fact) {
    changes.values().forEach(counts -> counts[0]++);
    for (String each : fact.split("[ ,]", -1)) {
      long[] counts = each.isEmpty() ? null : changes.get(each.substring(1));
      if (counts != null) {
        counts[each.charAt(0) == '-' ? 1 : 2]++;
      }
    }
  }

  @Override
  public Conclusion conclude(Consumer<Finding> more) {
    new RobotsFiles(legacy, next, severities).judge(more);
    List<List<String>> rows = new ArrayList<>();
    changes.forEach(
        (agent, counts) -> {
          if (counts[1] + counts[2] > 0 || ALWAYS.contains(agent)) {
            rows.add(
                List.of(
                    agent.equals("*") ? "* (all others)" : agent,
                    "" + counts[0],
                    "" + counts[1],
                    "" + counts[2]));
          }
        });
    AuditReport.Table table =
        new AuditReport.Table(
            "Crawlers",
            "How many of the URLs each crawler may ask for on one storefront only.",
            List.of("Crawler", "URLs", "Blocked by next", "Opened by next"),
            rows,
            2);
    List<String> notes = new ArrayList<>();
    if (urls == null) {
      notes.add("No list of URLs was given: tried were URLs made from the rules of both files.");
    }
    if (manyAgents) {
      notes.add("The files name more crawlers; the first " + MOST_AGENTS + " were looked at.");
    }
    return new Conclusion(
        _ -> true, List.of(table), notes, new AuditReport.Basis(RULES, Map.of(), List.of()));
  }
}
