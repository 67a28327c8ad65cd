package dev.crossfade.seo.report;

import dev.crossfade.seo.audit.AuditReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * For spreadsheets and databases: all findings, one a row (RFC 4180). Pages are written by anybody,
 * and a spreadsheet runs a cell that begins like a formula: such a cell begins with an apostrophe
 * instead.
 */
public final class CsvReport implements Report {
  private static final List<String> COLUMNS =
      List.of("rule", "severity", "url", "template", "legacy", "next", "message", "evidence");

  /** Also in the full-width forms, which some spreadsheets take for the same. */
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  @Override
  public void write(AuditReport audit, OutputStream out) throws IOException {
    Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    row(csv, COLUMNS);
    Walk.through(
        audit.findings(),
        finding ->
            row(
                csv,
                List.of(
                    finding.rule().id(),
                    Words.label(finding.severity()),
                    finding.url(),
                    finding.template(),
                    finding.legacy(),
                    finding.next(),
                    finding.message(),
                    finding.evidence())));
    csv.flush();
  }

  private static void row(Writer csv, List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        csv.write(',');
      }
      cell(csv, Legible.wellFormed(cells.get(i)));
    }
    csv.write("\r\n");
  }

  private static void cell(Writer csv, String text) throws IOException {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    if (needsQuotes(safe)) {
      csv.write('"');
      csv.write(safe.replace("\"", "\"\""));
      csv.write('"');
    } else {
      csv.write(safe);
    }
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (",\"\r\n;".indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return text.startsWith(" ") || text.endsWith(" ");
  }
}
