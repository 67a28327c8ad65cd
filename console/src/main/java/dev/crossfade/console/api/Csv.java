package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Parameters;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * Lines as a spreadsheet reads them (RFC 4180). A value that a spreadsheet would take for a formula
 * begins with an apostrophe: pages and people can write anything.
 */
final class Csv {
  private final StringBuilder lines = new StringBuilder();

  /** A link in a page cannot say what it accepts, so {@code format=csv} says the same. */
  static boolean isWanted(RoutingContext context, Parameters asked) {
    String format = asked.text("format");
    if (format == null) {
      String accept = context.request().getHeader("accept");
      return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/csv");
    }
    if (!format.equals("csv") && !format.equals("json")) {
      throw new BadRequest("format: " + format + " (expected: csv or json)");
    }
    return format.equals("csv");
  }

  static void send(RoutingContext context, String name, String text) {
    context.response().putHeader("content-disposition", "attachment; filename=" + name);
    Answers.text(context, 200, "text/csv; charset=utf-8", text);
  }

  void line(Object... values) {
    for (int i = 0; i < values.length; i++) {
      lines.append(i == 0 ? "" : ",").append(quoted(values[i].toString()));
    }
    lines.append("\r\n");
  }

  private static String quoted(String value) {
    boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
    String plain = formula ? "'" + value : value;
    boolean quotes = plain.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quotes ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
