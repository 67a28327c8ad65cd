package dev.crossfade.seo.report;

import dev.crossfade.seo.audit.AuditReport;
import java.util.List;

/** What else an audit has to tell: its tables, with bars where it wants them. */
final class HtmlTables {
  private static final int MOST_TABLES = 20;
  private static final int MOST_ROWS = 100;
  private static final int MOST_COLUMNS = 12;
  private static final int LONGEST = 300;
  private static final int LONGEST_NAME = 80;
  private static final int MOST_BYTES = 300_000;

  private HtmlTables() {}

  static void add(Html page, List<AuditReport.Table> all) {
    Html tables = new Html();
    for (int i = 0; i < Math.min(MOST_TABLES, all.size()); i++) {
      table(tables, all.get(i), "t" + i);
    }
    if (tables.bytes() > 0) {
      page.raw("<div class=\"even\">").add(tables).raw("</div>\n");
    }
  }

  private static void table(Html page, AuditReport.Table table, String id) {
    int columns = Math.min(MOST_COLUMNS, table.columns().size());
    String label = "aria-labelledby=\"" + id + "\"";
    page.raw("<section class=\"card\" " + label + "><h2 id=\"" + id + "\">");
    page.text(Legible.cut(table.title(), LONGEST)).raw("</h2><p class=\"lead\">");
    page.text(Legible.cut(table.lead(), LONGEST)).raw("</p>");
    boolean wide = columns > 5;
    page.raw(wide ? "<div class=\"scroll\" tabindex=\"0\" role=\"region\" " + label + ">" : "");
    page.raw("<table class=\"figures\"><thead><tr>");
    boolean[] numbers = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      numbers[i] = i > 0 && isNumbers(table, i); // the first column names the row
      page.raw(numbers[i] ? "<th class=\"right\">" : "<th>");
      page.text(Legible.cut(table.columns().get(i), LONGEST_NAME)).raw("</th>");
      page.raw(i == table.bar() ? "<th><span class=\"unseen\">as a bar</span></th>" : "");
    }
    page.raw("</tr></thead><tbody>");
    int rows = 0;
    while (rows < Math.min(MOST_ROWS, table.rows().size()) && page.bytes() < MOST_BYTES) {
      row(page, table, table.rows().get(rows), numbers);
      rows++;
    }
    page.raw("</tbody></table>").raw(wide ? "</div>" : "");
    if (rows < table.rows().size()) {
      page.raw("<p class=\"lead\">… and ").number(table.rows().size() - rows).raw(" more rows</p>");
    }
    page.raw("</section>");
  }

  private static void row(Html page, AuditReport.Table table, List<String> row, boolean[] numbers) {
    page.raw("<tr>");
    for (int i = 0; i < numbers.length; i++) {
      String cell = i < row.size() ? row.get(i) : "";
      page.raw(numbers[i] ? "<td class=\"right\"" : "<td");
      if (i > 0) {
        page.raw(" data-l=\"").text(Legible.cut(table.columns().get(i), LONGEST_NAME)).raw("\"");
      }
      page.raw(">").text(Legible.cut(cell, LONGEST)).raw("</td>");
      if (i == table.bar()) {
        page.raw("<td class=\"b\">");
        double share = value(cell) / Math.max(largest(table), Double.MIN_NORMAL);
        HtmlFigures.bar(page, List.of(new HtmlFigures.Part("next", share)));
        page.raw("</td>");
      }
    }
    page.raw("</tr>");
  }

  private static boolean isNumbers(AuditReport.Table table, int column) {
    return table.rows().stream()
        .limit(MOST_ROWS)
        .allMatch(row -> column >= row.size() || TextTable.isNumber(row.get(column)));
  }

  private static double largest(AuditReport.Table table) {
    return table.rows().stream()
        .limit(MOST_ROWS)
        .filter(row -> table.bar() < row.size())
        .mapToDouble(row -> value(row.get(table.bar())))
        .max()
        .orElse(0);
  }

  /** The number that a cell begins with, separators of thousands or not; 0: none. */
  private static double value(String cell) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < cell.length() && digits.length() < 18; i++) {
      char c = cell.charAt(i);
      boolean apart = c == ',' || c == '\u202f' || c == '\u00a0' || c == '_';
      if ((c >= '0' && c <= '9') || (c == '.' && digits.indexOf(".") < 0)) {
        digits.append(c);
      } else if (!apart || digits.isEmpty()) {
        break;
      }
    }
    return digits.isEmpty() || digits.toString().equals(".")
        ? 0
        : Double.parseDouble(digits.toString());
  }
}
