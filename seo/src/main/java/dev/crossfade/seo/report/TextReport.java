package dev.crossfade.seo.report;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** For people at a terminal: the figures, then what is wrong, worst first, and what to do. */
public final class TextReport implements Report {
  private static final int EXAMPLES = 3;
  private static final int WIDEST = 160;
  private static final int MOST_ROWS = 20;
  private static final int MOST_NOTES = 20;

  private static final String BOLD = "\u001b[1m";
  private static final String FAINT = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";

  private final boolean coloured;

  private TextReport(boolean coloured) {
    this.coloured = coloured;
  }

  public static TextReport plain() {
    return new TextReport(false);
  }

  /** For terminals: with their escape sequences for colours. */
  public static TextReport coloured() {
    return new TextReport(true);
  }

  @Override
  public void write(AuditReport audit, OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14);
    Digest digest = Digest.of(audit.findings(), EXAMPLES);
    text.write(in(BOLD, Legible.line(audit.title())) + "\n");
    text.write(Legible.line(audit.subject()) + "\n");
    String took = ", took " + Words.took(audit.took());
    text.write(in(FAINT, Words.minute(audit.started()) + took) + "\n\n");
    figures(text, audit, digest);
    for (Group rule : digest.rules(EXAMPLES)) {
      rule(text, rule, ofRule(digest, rule.rule()));
    }
    for (AuditReport.Table table : audit.tables()) {
      table(text, table);
    }
    notes(text, audit.notes());
    text.write(nothing(audit, digest) ? "\n" : "\n" + in(BOLD, end(audit, digest)) + "\n");
    text.write("Judged on raw HTML, without running scripts.\n");
    text.flush();
  }

  private void figures(Writer text, AuditReport audit, Digest digest) throws IOException {
    if (nothing(audit, digest)) {
      text.write("Nothing was checked.\n");
      return;
    }
    for (Severity severity : Severity.values()) {
      long count = digest.count(severity);
      String figure = "%9s %-9s".formatted(Words.count(count), Words.label(severity));
      String urls = digest.about() + Words.urls(digest.urls(severity));
      String on = count == 0 ? "" : meaning(severity) + " on " + urls;
      text.write((in(count == 0 ? FAINT : colour(severity), figure) + on).stripTrailing() + "\n");
    }
    long clean = digest.clean(audit);
    text.write(
        in(GREEN, "%9s %-9s".formatted(Words.count(clean), "clean"))
            + digest.about()
            + Words.share(clean, audit.checked())
            + " of "
            + Words.urls(audit.checked())
            + "\n");
  }

  private static boolean nothing(AuditReport audit, Digest digest) {
    return audit.checked() == 0 && digest.count() == 0;
  }

  /** The figures again, where a terminal has scrolled to. */
  private static String end(AuditReport audit, Digest digest) {
    String checked = Words.urls(audit.checked()) + " checked";
    if (digest.count() == 0) {
      return checked + ", nothing wrong.";
    }
    String counts =
        Arrays.stream(Severity.values())
            .filter(severity -> digest.count(severity) > 0)
            .map(severity -> Words.count(digest.count(severity)) + " " + Words.label(severity))
            .collect(Collectors.joining(", "));
    return checked + ": " + counts + ".";
  }

  private static String meaning(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "would lose rankings,";
      case MAJOR -> "should be fixed,";
      case MINOR -> "worth a look,";
    };
  }

  private static String colour(Severity severity) {
    return switch (severity) {
      case CRITICAL -> RED;
      case MAJOR -> YELLOW;
      case MINOR -> FAINT;
    };
  }

  private static List<Group> ofRule(Digest digest, Rule rule) {
    return digest.groups().stream().filter(group -> group.rule() == rule).toList();
  }

  private void rule(Writer text, Group rule, List<Group> templates) throws IOException {
    String severity = in(colour(rule.severity()), Words.label(rule.severity()));
    text.write(
        "\n%s  %s  %s\n"
            .formatted(in(BOLD, rule.rule().id()), severity, in(BOLD, rule.sentence())));
    if (templates.size() > 1) {
      String parts =
          templates.stream()
              .limit(6)
              .map(of -> Words.count(of.count()) + " " + nameOf(of))
              .collect(Collectors.joining(", "));
      text.write("  " + parts + (templates.size() > 6 ? ", …" : "") + "\n");
    }
    text.write("  " + rule.rule().consequence() + "\n");
    text.write("  → " + rule.rule().remedy() + "\n");
    for (Finding example : rule.examples()) {
      text.write("    " + shown(example.url()) + "\n");
      String said = said(example);
      if (!said.isEmpty()) {
        text.write(in(FAINT, "      " + said) + "\n");
      }
    }
    long more = rule.count() - rule.examples().size();
    if (more > 0) {
      text.write(in(FAINT, "    … and " + Words.count(more) + " more") + "\n");
    }
  }

  private static String nameOf(Group group) {
    return group.template().isEmpty() ? "of no template" : shown(group.template());
  }

  private static String said(Finding example) {
    if (!example.message().isEmpty()) {
      return shown(example.message());
    }
    return example.legacy().isEmpty() && example.next().isEmpty()
        ? ""
        : "legacy: " + shown(example.legacy()) + "  next: " + shown(example.next());
  }

  private void table(Writer text, AuditReport.Table table) throws IOException {
    text.write("\n" + in(BOLD, Legible.line(table.title())) + "\n");
    if (!table.lead().isEmpty()) {
      text.write("  " + Legible.line(table.lead()) + "\n");
    }
    TextTable.write(text, table, MOST_ROWS);
  }

  private void notes(Writer text, List<String> notes) throws IOException {
    if (!notes.isEmpty()) {
      text.write("\n" + in(BOLD, "To know") + "\n");
    }
    for (String note : notes.subList(0, Math.min(MOST_NOTES, notes.size()))) {
      text.write("  - " + Legible.line(note) + "\n");
    }
    if (notes.size() > MOST_NOTES) {
      text.write("  … and " + Words.count(notes.size() - MOST_NOTES) + " more\n");
    }
  }

  private static String shown(String text) {
    return Legible.line(Legible.cut(text, WIDEST));
  }

  private String in(String colour, String text) {
    return coloured ? colour + text + PLAIN : text;
  }
}
