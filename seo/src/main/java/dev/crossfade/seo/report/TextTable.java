package dev.crossfade.seo.report;

import dev.crossfade.seo.audit.AuditReport;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** A table of figures in columns of one width each, numbers to the right. */
final class TextTable {
  private static final int WIDEST = 60;

  private TextTable() {}

  static void write(Writer text, AuditReport.Table table, int most) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns());
    rows.addAll(table.rows().subList(0, Math.min(most, table.rows().size())));
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths[i] = rows.stream().mapToInt(row -> cell(row, column).length()).max().orElse(0);
      numbers[i] = i > 0 && rows.stream().skip(1).allMatch(row -> isNumber(cell(row, column)));
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = cell(row, i);
        String space = " ".repeat(widths[i] - cell.length());
        line.append("  ").append(numbers[i] ? space + cell : cell + space);
      }
      text.write(line.toString().stripTrailing() + "\n");
    }
    if (table.rows().size() > most) {
      text.write("  … and " + Words.count(table.rows().size() - most) + " more\n");
    }
  }

  private static String cell(List<String> row, int column) {
    return column < row.size() ? Legible.line(Legible.cut(row.get(column), WIDEST)) : "";
  }

  /** Also with a unit behind it. */
  static boolean isNumber(String cell) {
    return cell.isEmpty()
        || Character.isDigit(cell.charAt(0))
        || cell.matches("[-–<+] ?\\d.*|[-–]");
  }
}
