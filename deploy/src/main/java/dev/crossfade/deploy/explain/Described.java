package dev.crossfade.deploy.explain;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Match;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.console.service.ExplainService.Question;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as somebody describes it, in the text that it would come in.
 *
 * @param peer who would send them
 * @param country null: geo tells
 */
record Described(InetAddress peer, boolean secure, String head, @Nullable String country) {
  /** Of nobody (RFC 5737): neither this machine nor, by accident, a trusted hop. */
  static final String NOBODY = "192.0.2.1";

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private static final String TOKEN = "[!#$%&'*+.^_`|~A-Za-z0-9-]+";

  /**
   * Reads a description.
   *
   * @throws Misdescribed it cannot be; the message says what was expected
   */
  static Described of(Question question, Config config) {
    Address url = Misdescribed.in("url", () -> Address.of(question.url()));
    StringBuilder head = new StringBuilder();
    head.append(Misdescribed.in("method", () -> method(question.method(), config)))
        .append(' ')
        .append(url.target())
        .append(" HTTP/1.1\r\n");
    StringBuilder fields = new StringBuilder();
    boolean hostSaid = false;
    for (String header : question.headers()) {
      String name = Misdescribed.in("header", () -> header(header, fields));
      hostSaid |= name.equalsIgnoreCase("host");
    }
    if (!hostSaid) {
      head.append("Host: ").append(url.authority()).append("\r\n");
    }
    head.append(fields);
    head.append(Misdescribed.in("cookie", () -> cookies(question.cookies())));
    head.append("\r\n");
    return new Described(
        Misdescribed.in("ip", () -> peer(question.ip())),
        url.secure(),
        head.toString(),
        Misdescribed.in("country", () -> country(question.country())));
  }

  byte[] bytes() {
    return head.getBytes(StandardCharsets.UTF_8);
  }

  private static String method(@Nullable String written, Config config) {
    if (written == null) {
      return "GET";
    }
    Set<String> known = new LinkedHashSet<>(METHODS);
    for (Unit unit : config.units()) {
      for (Match match : unit.match()) {
        known.addAll(match.method());
      }
    }
    if (!known.contains(written)) {
      throw new IllegalArgumentException(
          "method "
              + Words.shown(written)
              + " is not known"
              + Suggestion.of(written, known, "GET"));
    }
    return written;
  }

  private static InetAddress peer(@Nullable String written) {
    String text = written == null ? NOBODY : written;
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "ip " + Words.shown(text) + " is no address (expected: such as 203.0.113.7)", e);
    }
  }

  private static @Nullable String country(@Nullable String written) {
    if (written != null && !written.matches("[A-Za-z]{2}")) {
      throw new IllegalArgumentException(
          "country " + Words.shown(written) + " (expected: two letters, such as IN)");
    }
    return written == null ? null : written.toUpperCase(Locale.ROOT);
  }

  /** The name. */
  private static String header(String written, StringBuilder out) {
    int colon = written.indexOf(':');
    String name = colon < 0 ? "" : written.substring(0, colon);
    String value = written.substring(colon + 1).strip();
    if (!name.matches(TOKEN) || hasControl(value)) {
      throw new IllegalArgumentException(
          "header " + Words.shown(written) + " (expected: name: value)");
    }
    out.append(name).append(": ").append(value).append("\r\n");
    return name;
  }

  /** One line of all: what HTTP/1.1 allows a browser (RFC 6265 §5.4). */
  private static String cookies(List<String> cookies) {
    for (String cookie : cookies) {
      int equals = cookie.indexOf('=');
      if (equals < 0
          || !cookie.substring(0, equals).strip().matches(TOKEN)
          || cookie.indexOf(';') >= 0
          || hasControl(cookie)) {
        throw new IllegalArgumentException(
            "cookie " + Words.shown(cookie) + " (expected: name=value)");
      }
    }
    return cookies.isEmpty() ? "" : "Cookie: " + String.join("; ", cookies) + "\r\n";
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
  }
}
