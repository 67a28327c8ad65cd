package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.config.problem.Excerpt;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Tables: one redirect a row, with or without a header, parted by commas, semicolons or tabs as the
 * first row has them. Columns we do not know are passed over.
 */
final class TableReader {
  /** How our own tables say everything below a path. */
  static final String BELOW = "/*";

  private final Lines lines;
  private final Rules rules;
  private final Format format;
  private char separator;
  private boolean begun;
  private Columns columns;

  TableReader(Lines lines, Rules rules, Format format) {
    this.lines = lines;
    this.rules = rules;
    this.format = format;
    this.columns = Columns.of(format);
  }

  void read() throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank() || line.startsWith("#") || isSeparatorLine(line)) {
        continue;
      }
      if (separator == 0) {
        separator = format == Format.MDN ? '\t' : Fields.separator(line);
      }
      try {
        read(Fields.of(line, separator));
      } catch (Refusal refusal) {
        rules.problem(refusal);
      }
    }
  }

  /** Excel's own first line: {@code sep=;}. */
  private boolean isSeparatorLine(String line) {
    boolean is = separator == 0 && line.matches("sep=[,;\t]");
    separator = is ? line.charAt(4) : separator;
    return is;
  }

  private void read(List<String> row) throws Refusal {
    if (!begun) {
      begun = true;
      if (Columns.isHeader(row)) {
        columns = Columns.of(row);
        return;
      }
    }
    if (row.stream().allMatch(String::isBlank)) {
      return; // spreadsheets write the rows that were emptied
    }
    if (row.size() < 2) {
      throw new Refusal(Excerpt.of(row.getFirst()) + " alone (expected: source, target, status)");
    }
    if (at(row, columns.enabled()).equalsIgnoreCase("disabled")) {
      return;
    }
    String source = at(row, columns.source());
    String target = at(row, columns.target());
    int status = Status.of(at(row, columns.status()));
    if (isTrue(row, columns.regex())) {
      rules.matching(null, source, target, status);
    } else if (format == Format.CLOUDFLARE) {
      readBare(row, source, target, status);
    } else if (format == Format.CSV && source.endsWith(BELOW) && source.indexOf('?') < 0) {
      rules.below(Address.source(source.substring(0, source.length() - 1)), target, status);
    } else {
      rules.page(source, target, status);
    }
  }

  private void readBare(List<String> row, String source, String target, int status) throws Refusal {
    if (isTrue(row, columns.subdomains())) {
      throw new Refusal("a redirect of all subdomains (expected: one row for each host)");
    }
    Address address = Address.bareSource(source);
    if (!isTrue(row, columns.subpaths())) {
      rules.page(address, target, status);
    } else if (isTrue(row, columns.suffix())) {
      rules.below(address, target, status);
    } else {
      String path = address.path().replaceAll("/$", "");
      rules.matching(
          address.host(),
          "^" + Patterns.quoted(path) + "(/.*)?$",
          Patterns.escaped(target),
          status);
    }
  }

  private static String at(List<String> row, int column) {
    return column >= 0 && column < row.size() ? row.get(column).strip() : "";
  }

  private static boolean isTrue(List<String> row, int column) throws Refusal {
    return switch (at(row, column).toLowerCase(Locale.ROOT)) {
      case "1", "true", "yes" -> true;
      case "", "0", "false", "no" -> false;
      default ->
          throw new Refusal(
              Excerpt.of(at(row, column))
                  + " in column "
                  + (column + 1)
                  + " (expected: true or false)");
    };
  }
}
