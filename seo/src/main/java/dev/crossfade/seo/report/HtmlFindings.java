package dev.crossfade.seo.report;

import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Difference;
import dev.crossfade.seo.finding.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The findings of the page: grouped by rule and template, examples of each with both sides beside
 * each other. At most so many rows and bytes; what is left out is said, with where it is.
 */
final class HtmlFindings {
  private static final int MOST_ROWS = 2_000;
  private static final int MOST_EACH = 200;
  private static final int FEWEST_EACH = 3;

  /** With what stands around them, all rows stay within 3 MB. */
  private static final long MOST_BYTES = 2_200_000;

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_URL = 300;
  private static final int LONGEST_MESSAGE = 600;
  private static final int LONGEST_EVIDENCE = 1_200;

  private final AuditReport audit;
  private final Digest digest;
  private final @Nullable String csv;

  HtmlFindings(AuditReport audit, Digest digest, @Nullable String csv) {
    this.audit = audit;
    this.digest = digest;
    this.csv = csv;
  }

  /** As many of each group as make no more rows than a page should have. */
  static int examplesOf(List<Group> groups) {
    int each = MOST_EACH;
    while (each > FEWEST_EACH && rows(groups, each) > MOST_ROWS) {
      each--;
    }
    return each;
  }

  private static long rows(List<Group> groups, int each) {
    return groups.stream().mapToLong(group -> Math.min(group.count(), each)).sum();
  }

  void add(Html page) {
    List<Group> groups = digest.groups();
    if (groups.isEmpty()) {
      return;
    }
    int sides = (digest.hasLegacy() ? 1 : 0) + (digest.hasNext() ? 1 : 0);
    String width = sides == 2 ? "" : sides == 1 ? " one" : " none";
    Html bodies = new Html();
    long shown = bodies(bodies, groups, 1 + sides);
    page.raw("<section class=\"card long\" aria-labelledby=\"findings\">");
    page.raw("<h2 id=\"findings\">Findings</h2><p class=\"lead\">");
    lead(page, shown);
    page.raw("</p>");
    tools(page);
    page.raw("<table class=\"findings" + width + "\" id=\"all\" data-file=\"");
    page.text(audit.audit().replaceAll("[^A-Za-z0-9-]", "-"))
        .raw("-findings.csv\" data-origin=\"")
        .text(digest.origin())
        .raw("\"><thead><tr>");
    page.raw("<th class=\"u\" scope=\"col\">URL</th>");
    page.raw(digest.hasLegacy() ? "<th class=\"l\" scope=\"col\">legacy</th>" : "");
    page.raw(digest.hasNext() ? "<th class=\"n\" scope=\"col\">next</th>" : "");
    page.raw("</tr></thead>\n").add(bodies).raw("</table>");
    page.raw("<p id=\"nothing\" hidden>No finding on this page fits.</p></section>\n");
  }

  private void lead(Html page, long shown) {
    if (shown < digest.count()) {
      page.raw("The first ").number(shown).raw(" of ").number(digest.count());
      page.raw(", some of each rule and template. ");
      where(page);
    } else {
      page.raw("All ").number(shown).raw(", by rule and template. ");
    }
    if (!digest.origin().isEmpty()) {
      page.raw(" Addresses without a host are on <code>").text(Legible.cut(digest.origin(), 200));
      page.raw("</code>.");
    }
  }

  private void where(Html page) {
    if (csv == null) {
      page.raw("Run the audit with <code>--csv FILE</code> for all of them.");
    } else {
      page.raw("All of them are in <code>").text(Legible.cut(csv, 200)).raw("</code>.");
    }
  }

  private static void tools(Html page) {
    page.raw("<div class=\"tools\" id=\"tools\" role=\"search\" aria-label=\"Findings\" hidden>");
    page.raw("<input type=\"search\" id=\"text\" aria-label=\"Filter by text\" ");
    page.raw("placeholder=\"filter by URL or text\" autocomplete=\"off\" spellcheck=\"false\">");
    page.raw("<select id=\"severity\" aria-label=\"Severity\"><option value=\"\">every severity");
    page.raw(
        "</option><option>critical</option><option>major</option><option>minor</option></select>");
    page.raw(
        "<select id=\"rule\" aria-label=\"Rule\"><option value=\"\">every rule</option></select>");
    page.raw("<select id=\"template\" aria-label=\"Template\"><option value=\"\">every template");
    page.raw("</option></select><select id=\"sort\" aria-label=\"Order\">");
    page.raw(
        "<option value=\"worst\">worst first</option><option value=\"most\">most first</option>");
    page.raw(
        "<option value=\"template\">by template</option><option value=\"url\">by URL</option>");
    page.raw("</select><button type=\"button\" id=\"clear\">Clear</button>");
    page.raw("<button type=\"button\" id=\"csv\">CSV</button>");
    page.raw("<output id=\"shown\" role=\"status\"></output></div>");
  }

  /** Adds all groups and says how many rows they have. */
  private long bodies(Html bodies, List<Group> groups, int columns) {
    long shown = 0;
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      long allowed = (MOST_BYTES - bodies.bytes()) / (groups.size() - i);
      Html rows = new Html();
      int written = 0;
      for (Finding example : group.examples()) {
        Html row = row(group, example);
        if (rows.bytes() + row.bytes() > allowed) {
          break;
        }
        rows.add(row);
        written++;
      }
      head(bodies, group, i, columns);
      bodies.add(rows);
      if (written < group.count()) {
        bodies.raw("<tr class=\"rest\"><td colspan=\"" + columns + "\">").number(written);
        bodies.raw(" of ").number(group.count()).raw(" are on this page. ");
        where(bodies);
        bodies.raw("</td></tr>");
      }
      bodies.raw("</tbody>\n");
      shown += written;
    }
    return shown;
  }

  private void head(Html page, Group group, int number, int columns) {
    page.raw("<tbody data-s=\"" + Words.label(group.severity()) + "\" data-r=\"");
    page.raw(group.rule().id() + "\" data-n=\"" + group.count() + "\" data-t=\"");
    page.text(Legible.cut(group.template(), LONGEST_NAME))
        .raw("\"><tr class=\"head\" id=\"g" + number + "\"><th colspan=\"");
    page.raw(
        columns + "\" scope=\"rowgroup\">" + HtmlFigures.verdict(group.severity()) + " <code>");
    page.raw(group.rule().id() + "</code> <b>").text(group.sentence()).raw("</b>");
    Long pages = audit.basis().pages().get(group.template());
    if (pages != null) {
      page.raw(" <small>" + Words.share(group.urls(), pages) + " of its pages</small>");
    }
    page.raw("<p>").text(group.rule().consequence()).raw(" ").text(group.rule().remedy());
    page.raw("</p></th></tr>\n");
  }

  private Html row(Group group, Finding finding) {
    Html row = new Html();
    if (finding.template().equals(group.template())) {
      row.raw("<tr><td class=\"u\">");
    } else {
      row.raw("<tr data-t=\"")
          .text(Legible.cut(finding.template(), LONGEST_NAME))
          .raw("\"><td class=\"u\">");
    }
    url(row, finding.url());
    if (!finding.message().isEmpty()) {
      row.raw("<p>").text(Legible.cut(finding.message(), LONGEST_MESSAGE)).raw("</p>");
    }
    if (!finding.evidence().isBlank()) {
      row.raw("<details><summary>Evidence</summary><pre tabindex=\"0\">");
      row.lines(Legible.cut(finding.evidence(), LONGEST_EVIDENCE)).raw("</pre></details>");
    }
    row.raw("</td>");
    boolean own = isOwn(finding.legacy()) && isOwn(finding.next());
    Difference difference = difference(finding.legacy(), finding.next(), own);
    String of = own ? " own" : "";
    if (digest.hasLegacy()) {
      side(row, "l" + of, "legacy", "del", difference.legacy());
    }
    if (digest.hasNext()) {
      side(row, "n" + of, "next", "ins", difference.next());
    }
    return row.raw("</tr>\n");
  }

  /** Without the host where that is no part of what differs. */
  private Difference difference(String legacy, String next, boolean own) {
    String left = own ? shortened(legacy, digest.origin()) : legacy;
    String right = own ? shortened(next, digest.origin()) : next;
    return legacy.isEmpty() || next.isEmpty()
        ? new Difference(plain(left), plain(right))
        : Difference.of(left, right);
  }

  /** Whether this is nothing, or a page of the site that most pages are on. */
  private boolean isOwn(String says) {
    String origin = digest.origin();
    boolean page = Origin.of(says).equals(origin) && says.length() > origin.length();
    return !origin.isEmpty() && (says.isEmpty() || page);
  }

  private static List<Difference.Part> plain(String text) {
    return text.isEmpty() ? List.of() : List.of(new Difference.Part(text, false));
  }

  private void url(Html row, String url) {
    boolean link = !Origin.of(url).isEmpty();
    String name = Legible.cut(shortened(url, digest.origin()), LONGEST_URL);
    if (link) {
      row.raw("<a href=\"").text(url).raw("\" rel=\"noreferrer noopener\" target=\"_blank\">");
      row.text(name).raw("</a>");
    } else {
      row.raw("<b>").text(name.isEmpty() ? "(no address)" : name).raw("</b>");
    }
  }

  /** Without the host that most have. */
  static String shortened(String url, String origin) {
    boolean own = !origin.isEmpty() && Origin.of(url).equals(origin);
    return !own || url.length() == origin.length() ? url : url.substring(origin.length());
  }

  private static void side(
      Html row, String kind, String name, String mark, List<Difference.Part> parts) {
    row.raw("<td class=\"side " + kind + "\" data-l=\"" + name + "\">");
    if (parts.isEmpty()) {
      row.raw("<i>nothing</i></td>");
      return;
    }
    row.raw("<code>");
    for (Difference.Part part : parts) {
      if (part.changed()) {
        row.raw("<" + mark + ">").text(part.text()).raw("</" + mark + ">");
      } else {
        row.text(part.text());
      }
    }
    row.raw("</code></td>");
  }
}
