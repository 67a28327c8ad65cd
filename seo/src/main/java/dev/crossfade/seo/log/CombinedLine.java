package dev.crossfade.seo.log;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line in the combined format of Apache and nginx, also with a virtual host before it, also
 * without referrer and agent:
 *
 * <pre>
 *   [host[:port] ]address ident user [10/Oct/2026:13:55:36 -0700] "GET /a HTTP/1.1" 200 2326 "referrer" "agent"
 * </pre>
 */
final class CombinedLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  private final String line;
  private int at;

  private CombinedLine(String line) {
    this.line = line;
  }

  /** Null: it is none. */
  static @Nullable AccessLine parse(String line) {
    return new CombinedLine(line).parse();
  }

  private @Nullable AccessLine parse() {
    int bracket = line.indexOf(" [");
    int end = bracket < 0 ? -1 : line.indexOf(']', bracket);
    Instant when = end < 0 ? null : time(line.substring(bracket + 2, end));
    if (when == null) {
      return null;
    }
    String[] before = line.substring(0, bracket).split(" ", -1);
    if (before.length < 3) {
      return null;
    }
    boolean hosted = before.length > 3 && address(before[0]) == null && address(before[1]) != null;
    at = end + 1;
    String request = quoted();
    int status = request == null ? -1 : number();
    if (request == null || status < 0) {
      return null;
    }
    word(); // bytes
    quoted(); // referrer
    String agent = quoted();
    String[] asked = request.split(" ", -1);
    String target = asked.length > 1 ? asked[1] : "";
    if (!target.startsWith("/")) {
      int path = target.startsWith("http") ? target.indexOf('/', target.indexOf("//") + 2) : -1;
      target = path < 0 ? "/" : target.substring(path);
    }
    int mark = target.indexOf('?');
    return new AccessLine(
        when,
        address(before[hosted ? 1 : 0]),
        hosted ? withoutPort(before[0]) : null,
        asked[0],
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        status,
        agent == null || agent.equals("-") ? null : agent,
        null,
        null);
  }

  private static @Nullable Instant time(String text) {
    try {
      return ZonedDateTime.parse(text, TIME).toInstant();
    } catch (DateTimeException e) {
      return null; // no date of this format, so the line is none either
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  /** Null: it is a name. Nobody is asked for its address. */
  static @Nullable InetAddress address(String text) {
    try {
      return text.isEmpty() ? null : InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null; // a name or nothing
    }
  }

  /** What stands in the next quotes, which a backslash may hide; null: there are none. */
  private @Nullable String quoted() {
    int open = line.indexOf('"', at);
    if (open < 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int i = open + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        at = i + 1;
        return text.toString();
      }
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        c = line.charAt(i);
      }
      text.append(c);
    }
    return null;
  }

  private String word() {
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    int from = at;
    while (at < line.length() && line.charAt(at) != ' ') {
      at++;
    }
    return line.substring(from, at);
  }

  private int number() {
    String word = word();
    boolean digits = word.length() == 3 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(word) : -1;
  }
}
