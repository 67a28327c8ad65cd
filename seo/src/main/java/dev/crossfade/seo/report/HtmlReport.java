package dev.crossfade.seo.report;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For people, to forward: one page that needs nothing from anywhere, is readable without its script
 * and never larger than about 3 MB. What needs a person comes first, then what is wrong by rule and
 * by template, then examples, then what each rule means.
 *
 * <p>Pages that were audited are written by anybody and so are their addresses, titles and texts:
 * everything is escaped, what turns letters round is shown as a number, only addresses of http and
 * https are links, and the page's own policy lets nothing run or load but what is in it.
 */
public final class HtmlReport implements Report {
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");
  private static final int MOST_TITLE = 200;
  private static final int MOST_NOTES = 30;

  private final @Nullable String csv;

  /** Of an audit that is written as nothing else. */
  public HtmlReport() {
    this(null);
  }

  private HtmlReport(@Nullable String csv) {
    this.csv = csv;
  }

  /** Of an audit all of whose findings are also in a file of this name, for who wants them all. */
  public static HtmlReport beside(String csv) {
    return new HtmlReport(csv);
  }

  @Override
  public void write(AuditReport audit, OutputStream out) throws IOException {
    int each = HtmlFindings.examplesOf(Digest.of(audit.findings(), 0).groups());
    Digest digest = Digest.of(audit.findings(), each);
    Html page = new Html();
    head(page, audit);
    page.raw("<body><a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n<main>");
    header(page, audit, digest);
    HtmlFigures figures = new HtmlFigures(audit, digest);
    figures.headline(page);
    notes(page, audit.notes());
    figures.overview(page);
    HtmlTables.add(page, audit.tables());
    new HtmlFindings(audit, digest, csv).add(page);
    HtmlRules.add(page, audit, digest);
    page.raw("</div></main>\n<footer><p>Judged on raw HTML, without running scripts. ");
    page.raw("Made by Crossfade; this page loads nothing and sends nothing.</p></footer>\n");
    page.raw("<script>" + SCRIPT + "</script></body></html>\n");
    out.write(page.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void head(Html page, AuditReport audit) {
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    page.raw("style-src '" + hash(STYLE) + "'; script-src '" + hash(SCRIPT) + "'; ");
    page.raw("img-src data:; base-uri 'none'; form-action 'none'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\">");
    page.raw("<meta name=\"robots\" content=\"noindex\">\n<title>");
    page.text(title(audit)).raw(" · ").text(Legible.cut(audit.subject(), MOST_TITLE));
    page.raw("</title><link rel=\"icon\" href=\"data:,\">\n<style>" + STYLE + "</style></head>\n");
  }

  private static String title(AuditReport audit) {
    return Legible.cut(audit.title(), MOST_TITLE);
  }

  private static void header(Html page, AuditReport audit, Digest digest) {
    page.raw("<header><h1>").text(title(audit)).raw("</h1><span class=\"sub\">");
    page.text(Legible.cut(audit.subject(), 2 * MOST_TITLE)).raw(" · ");
    page.raw("<time datetime=\"" + audit.started().truncatedTo(ChronoUnit.SECONDS));
    page.raw("\">" + Words.minute(audit.started()) + "</time> · ");
    page.raw(Words.took(audit.took())).raw("</span>");
    if (digest.count() > 0) {
      page.raw("<nav aria-label=\"On this page\"><a href=\"#start\">Start here</a>");
      page.raw(
          "<a href=\"#findings\">Findings</a><a href=\"#rules\">What the rules mean</a></nav>");
    }
    page.raw("</header>\n");
    Severity worst = digest.groups().isEmpty() ? null : digest.groups().getFirst().severity();
    boolean nothing = worst == null && audit.checked() == 0;
    String kind = nothing ? "hold" : worst == null ? "pass" : HtmlFigures.kind(worst);
    page.raw("<div class=\"stack\">\n<div class=\"say " + kind + "\" role=\"note\">");
    page.raw("<span class=\"verdict " + kind + "\">");
    page.raw(nothing ? "empty" : worst == null ? "clean" : Words.label(worst))
        .raw("</span> <span>");
    page.raw(verdict(audit, digest)).raw("</span></div>\n");
  }

  /** The whole page in a sentence. */
  private static String verdict(AuditReport audit, Digest digest) {
    long critical = digest.count(Severity.CRITICAL);
    long major = digest.count(Severity.MAJOR);
    String checked = Words.urls(audit.checked());
    if (digest.count() == 0) {
      return audit.checked() == 0
          ? "Nothing was checked."
          : "Nothing is wrong with "
              + (audit.checked() == 1 ? "the URL" : "any of " + checked)
              + ".";
    }
    if (critical > 0) {
      return "<b>%s of %s would lose rankings</b>%s."
          .formatted(
              digest.about() + Words.count(digest.urls(Severity.CRITICAL)),
              checked,
              major > 0 ? "; " + Words.count(major) + " more findings should be fixed" : "");
    }
    return major > 0
        ? "Nothing would lose rankings at once. <b>%s findings should be fixed.</b>"
            .formatted(Words.count(major))
        : "Nothing would lose rankings. "
            + Words.count(digest.count())
            + " small things to look at.";
  }

  private static void notes(Html page, List<String> notes) {
    if (notes.isEmpty()) {
      return;
    }
    page.raw(
        "<section class=\"card know\" aria-labelledby=\"notes\"><h2 id=\"notes\">To know</h2>");
    page.raw("<ul class=\"notes\">");
    for (String note : notes.subList(0, Math.min(MOST_NOTES, notes.size()))) {
      page.raw("<li>").text(Legible.cut(note, 500)).raw("</li>");
    }
    if (notes.size() > MOST_NOTES) {
      page.raw("<li>… and ").number(notes.size() - MOST_NOTES).raw(" more</li>");
    }
    page.raw("</ul></section>\n");
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the program itself", e);
    }
  }
}
