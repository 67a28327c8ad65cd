package dev.crossfade.console.api;

import dev.crossfade.console.service.FindingService;
import java.util.List;

/**
 * Groups of findings as a spreadsheet reads them (RFC 4180), a line each, with the latest example.
 * A value that a spreadsheet would take for a formula begins with an apostrophe: pages can hold
 * anything.
 */
final class FindingCsv {
  private static final String HEAD =
      "id,unit,template,rule,severity,state,count,share,pages,first,last,visitors,crawlers,"
          + "accepted by,reason,url,legacy,next,message";

  private FindingCsv() {}

  static String of(List<FindingService.Group> groups) {
    StringBuilder lines = new StringBuilder(HEAD).append("\r\n");
    for (FindingService.Group group : groups) {
      FindingService.Accepted accepted = group.accepted();
      FindingService.Example example =
          group.examples().isEmpty() ? null : group.examples().getFirst();
      line(
          lines,
          group.id(),
          group.unit(),
          group.template(),
          group.rule(),
          group.severity(),
          group.state(),
          group.count(),
          group.share(),
          group.pages(),
          group.first(),
          group.last(),
          group.traffic().visitors(),
          group.traffic().crawlers(),
          accepted == null ? "" : accepted.by(),
          accepted == null ? "" : accepted.reason(),
          example == null ? "" : example.url(),
          example == null ? "" : example.legacy(),
          example == null ? "" : example.next(),
          example == null ? "" : example.message());
    }
    return lines.toString();
  }

  private static void line(StringBuilder lines, Object... values) {
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
}
