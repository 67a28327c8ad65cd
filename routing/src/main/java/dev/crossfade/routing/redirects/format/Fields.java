package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import java.util.ArrayList;
import java.util.List;

/** The fields of a line of a table (RFC 4180), whose fields do not go over several lines. */
final class Fields {
  private static final char[] SEPARATORS = {'\t', ',', ';'};

  private Fields() {}

  static List<String> of(String line, char separator) throws Refusal {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      at =
          line.startsWith("\"", at)
              ? quoted(line, at, separator, fields)
              : plain(line, at, separator, fields);
    }
    return fields;
  }

  private static int plain(String line, int from, char separator, List<String> fields) {
    int end = line.indexOf(separator, from);
    int to = end < 0 ? line.length() : end;
    fields.add(line.substring(from, to));
    return to + 1;
  }

  private static int quoted(String line, int from, char separator, List<String> fields)
      throws Refusal {
    StringBuilder field = new StringBuilder();
    int at = from + 1;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw new Refusal(
            "a quote that is not closed, before "
                + Excerpt.of(line.substring(from + 1))
                + " (expected: its end on the same line)");
      }
      field.append(line, at, quote);
      at = quote + 1;
      if (at >= line.length() || line.charAt(at) != '"') {
        break;
      }
      field.append('"');
      at++;
    }
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    if (at < line.length() && line.charAt(at) != separator) {
      throw new Refusal(
          Excerpt.of(line.substring(at))
              + " behind a closing quote (expected: "
              + name(separator)
              + ")");
    }
    fields.add(field.toString());
    return at + 1;
  }

  private static String name(char separator) {
    return separator == '\t' ? "a tab" : String.valueOf(separator);
  }

  /** What parts the fields of a file whose first line this is: what makes most sense of it. */
  static char separator(String first) {
    for (char separator : SEPARATORS) {
      if (fits(first, separator)) {
        return separator;
      }
    }
    return ',';
  }

  private static boolean fits(String first, char separator) {
    List<String> fields;
    try {
      fields = of(first, separator);
    } catch (Refusal refusal) {
      return false; // if none fits, reading tells why
    }
    return fields.size() > 1 && (Columns.isHeader(fields) || isTarget(fields.get(1)));
  }

  private static boolean isTarget(String field) {
    String text = field.strip();
    return text.startsWith("/") || Address.authority(text) >= 0;
  }
}
