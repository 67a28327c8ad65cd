package dev.crossfade.seo.report;

import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Rule;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The end of the page: what each rule means, and the thresholds that held. */
final class HtmlRules {
  private HtmlRules() {}

  static void add(Html page, AuditReport audit, Digest digest) {
    Map<Rule, Group> found = new EnumMap<>(Rule.class);
    digest.rules(0).forEach(group -> found.put(group.rule(), group));
    List<Rule> rules =
        Arrays.stream(Rule.values())
            .filter(rule -> found.containsKey(rule) || audit.basis().rules().contains(rule))
            .toList();
    if (!rules.isEmpty()) {
      page.raw("<section class=\"card long\" aria-labelledby=\"rules\"><h2 id=\"rules\">");
      page.raw("What the rules mean</h2><table class=\"figures\"><thead><tr><th>rule</th>");
      page.raw("<th>what search engines do</th><th>what to do</th><th class=\"right\">found</th>");
      page.raw("</tr></thead><tbody>");
      rules.forEach(rule -> row(page, rule, found.get(rule)));
      page.raw("</tbody></table></section>\n");
    }
    settings(page, audit.basis().settings());
  }

  private static void row(Html page, Rule rule, @Nullable Group group) {
    page.raw("<tr><td><code>" + rule.id() + "</code><small>").text(Words.meaning(rule));
    page.raw(".</small></td><td>").text(rule.consequence()).raw("</td><td>").text(rule.remedy());
    page.raw("</td><td class=\"right\">");
    if (group == null) {
      page.raw("<span class=\"verdict pass\">none</span>");
    } else {
      page.raw("<span class=\"verdict " + HtmlFigures.kind(group.severity()) + "\">");
      page.number(group.count()).raw(" " + Words.label(group.severity()) + "</span>");
    }
    page.raw("</td></tr>");
  }

  private static void settings(Html page, List<AuditReport.Setting> settings) {
    if (settings.isEmpty()) {
      return;
    }
    page.raw("<section class=\"card\" aria-labelledby=\"settings\"><h2 id=\"settings\">");
    page.raw("Thresholds and limits that held</h2><dl>");
    for (AuditReport.Setting setting : settings.subList(0, Math.min(100, settings.size()))) {
      page.raw("<dt>").text(Legible.cut(setting.name(), 100)).raw("</dt><dd>");
      page.text(Legible.cut(setting.value(), 300)).raw("</dd>");
    }
    page.raw("</dl></section>\n");
  }
}
