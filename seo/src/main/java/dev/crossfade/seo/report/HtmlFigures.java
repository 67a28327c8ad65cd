package dev.crossfade.seo.report;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The top of the page: the figures, what is wrong by rule and by template, and where to start. */
final class HtmlFigures {
  private static final int MOST_STARTS = 5;
  private static final int MOST_TEMPLATES = 25;
  private static final int FEWEST_PAGES = 20;
  private static final double LEAST_SEEN = 1;

  private final AuditReport audit;
  private final Digest digest;

  HtmlFigures(AuditReport audit, Digest digest) {
    this.audit = audit;
    this.digest = digest;
  }

  /** The class that gives a severity its colour and its sign. */
  static String kind(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "fail";
      case MAJOR -> "hold";
      case MINOR -> "minor";
    };
  }

  static String verdict(Severity severity) {
    return "<span class=\"verdict " + kind(severity) + "\">" + Words.label(severity) + "</span>";
  }

  /** The four figures that are asked for first. */
  void headline(Html page) {
    page.raw("<div class=\"cols\">");
    figure(page, "would lose rankings", Severity.CRITICAL);
    figure(page, "should be fixed", Severity.MAJOR);
    clean(page);
    mostHit(page);
    page.raw("</div>\n");
  }

  /** What is wrong, and beside it what to do first; nothing where nothing is. */
  void overview(Html page) {
    if (digest.count() > 0) {
      page.raw("<div class=\"two\"><div class=\"stack\">");
      byRule(page);
      byTemplate(page);
      page.raw("</div>");
      start(page);
      page.raw("</div>\n");
    }
  }

  private void figure(Html page, String what, Severity severity) {
    long count = digest.count(severity);
    String colour = count == 0 ? "none" : kind(severity);
    page.raw("<div class=\"card\"><small>" + what + "</small><div class=\"num " + colour + "\">");
    page.number(count).raw("</div><small>" + Words.label(severity));
    if (count > 0) {
      page.raw(", on " + digest.about() + Words.urls(digest.urls(severity)));
    }
    page.raw("</small></div>");
  }

  private void clean(Html page) {
    long clean = digest.clean(audit);
    page.raw("<div class=\"card\"><small>clean</small><div class=\"num pass\">");
    page.raw(audit.checked() == 0 ? "–" : Words.share(clean, audit.checked())).raw("</div><small>");
    page.raw(digest.about())
        .number(clean)
        .raw(" of ")
        .raw(Words.urls(audit.checked()))
        .raw("</small></div>");
  }

  private void mostHit(Html page) {
    Map<String, Long> pages = audit.basis().pages();
    List<Digest.OfTemplate> hit =
        digest.templates(pages).stream()
            .filter(of -> pages.isEmpty() || pages.getOrDefault(of.name(), 0L) >= FEWEST_PAGES)
            .toList();
    List<Digest.OfTemplate> all = hit.isEmpty() ? digest.templates(pages) : hit;
    if (all.isEmpty()) {
      page.raw("<div class=\"card\"><small>worth a look</small><div class=\"num ");
      long minor = digest.count(Severity.MINOR);
      page.raw(minor == 0 ? "none\">" : "\">")
          .number(minor)
          .raw("</div><small>minor</small></div>");
      return;
    }
    Digest.OfTemplate most = all.getFirst();
    page.raw("<div class=\"card\"><small>template most hit</small><div class=\"num word\">");
    page.text(Legible.cut(most.name(), 40)).raw("</div><small>");
    Long whole = pages.get(most.name());
    page.raw(
        whole == null
            ? Words.urls(most.urls())
            : Words.share(most.urls(), whole) + " of its " + Words.count(whole) + " pages");
    page.raw("</small></div>");
  }

  private void byRule(Html page) {
    List<Group> rules = digest.rules(0);
    List<Group> groups = digest.groups();
    long most = rules.stream().mapToLong(Group::count).max().orElse(1);
    page.raw("<section class=\"card\" aria-labelledby=\"by-rule\"><h2 id=\"by-rule\">");
    page.raw("What is wrong, by rule</h2><table class=\"bars\"><thead class=\"unseen\"><tr>");
    page.raw("<th>rule</th><th>severity</th><th>share</th><th>findings</th></tr></thead><tbody>");
    for (Group rule : rules) {
      int first = 0;
      while (groups.get(first).rule() != rule.rule()) {
        first++;
      }
      page.raw(
          "<tr><td><a href=\"#g" + first + "\"><code>" + rule.rule().id() + "</code></a><small>");
      page.text(rule.count() == 1 ? rule.rule().title() : Words.plural(rule.rule().title()));
      page.raw("</small></td><td>" + verdict(rule.severity()) + "</td><td class=\"b\">");
      bar(page, List.of(new Part(kind(rule.severity()), (double) rule.count() / most)));
      page.raw("</td><td class=\"right\">").number(rule.count()).raw("</td></tr>");
    }
    page.raw("</tbody></table></section>");
  }

  private void start(Html page) {
    List<Group> groups = digest.groups();
    page.raw("<section class=\"card\" aria-labelledby=\"start\"><h2 id=\"start\">Start here</h2>");
    page.raw("<ol class=\"start\">");
    Set<Rule> told = EnumSet.noneOf(Rule.class);
    for (int i = 0; i < groups.size() && told.size() < MOST_STARTS; i++) {
      Group group = groups.get(i);
      if (!told.add(group.rule())) {
        continue; // the same advice again, for another template
      }
      page.raw("<li><a href=\"#g" + i + "\"><b>").text(group.sentence()).raw(".</b></a> ");
      page.text(group.rule().consequence()).raw(" ").text(group.rule().remedy());
      Finding example = group.examples().isEmpty() ? null : group.examples().getFirst();
      if (example != null && !example.message().isEmpty()) {
        page.raw("<small>For example <code>");
        page.text(Legible.cut(HtmlFindings.shortened(example.url(), digest.origin()), 90));
        page.raw("</code>: ").text(Legible.cut(example.message(), 200)).raw("</small>");
      }
      page.raw("</li>");
    }
    page.raw("</ol></section>");
  }

  private void byTemplate(Html page) {
    Map<String, Long> pages = audit.basis().pages();
    List<Digest.OfTemplate> templates = digest.templates(pages);
    if (templates.isEmpty()) {
      return;
    }
    long most = templates.stream().mapToLong(Digest.OfTemplate::count).max().orElse(1);
    page.raw("<section class=\"card\" aria-labelledby=\"by-template\"><h2 id=\"by-template\">");
    page.raw("By template</h2><p class=\"lead\">Findings, critical first, and how many pages ");
    page.raw("have one.</p><table class=\"bars figures\"><thead><tr><th>template</th>");
    page.raw("<th><span class=\"unseen\">share of findings</span></th>");
    page.raw(
        "<th class=\"right\">findings</th><th class=\"right\">pages hit</th></tr></thead><tbody>");
    for (Digest.OfTemplate of : templates.subList(0, Math.min(MOST_TEMPLATES, templates.size()))) {
      page.raw("<tr><td>").text(Legible.cut(of.name(), 80)).raw("</td><td class=\"b\">");
      bar(
          page,
          Arrays.stream(Severity.values())
              .map(severity -> new Part(kind(severity), (double) of.count(severity) / most))
              .toList());
      page.raw("</td><td class=\"right\" data-l=\"findings\">").number(of.count());
      page.raw("</td><td class=\"right\" data-l=\"pages hit\">").number(of.urls());
      Long whole = pages.get(of.name());
      if (whole != null) {
        page.raw(
            "<small>" + Words.share(of.urls(), whole) + " of " + Words.count(whole) + "</small>");
      }
      page.raw("</td></tr>");
    }
    page.raw("</tbody></table>");
    if (templates.size() > MOST_TEMPLATES) {
      page.raw("<p class=\"lead\">… and ").number(templates.size() - MOST_TEMPLATES);
      page.raw(" more templates</p>");
    }
    page.raw("</section>");
  }

  /** A piece of a bar, between 0 and 1. */
  record Part(String kind, double share) {}

  /** A bar of parts; as an image, since the policy of the page allows no style of one element. */
  static void bar(Html page, List<Part> parts) {
    page.raw("<svg class=\"bar\" aria-hidden=\"true\">");
    double at = 0;
    for (Part part : parts) {
      if (part.share > 0) {
        double width = Math.max(LEAST_SEEN, Math.min(100 - at, 100 * part.share));
        page.raw("<rect class=\"" + part.kind + "\" height=\"100%\" x=\"" + percent(at));
        page.raw("\" width=\"" + percent(width) + "\"/>");
        at += width;
      }
    }
    page.raw("</svg>");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", share);
  }
}
