package dev.crossfade.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A GET that the gateway sends to a storefront on its own account.
 *
 * @param backend who is asked
 * @param unit on whose behalf, as backends are told
 * @param scheme by which a visitor would have asked: http or https
 * @param host of the URL
 * @param path of the URL, beginning with a slash
 * @param query without the question mark; empty: none
 * @param headers that are sent beside those that the gateway adds for every visitor
 * @param mostBody the longest body that is read, in bytes
 * @param patience until the answer begins; for the rest of it there are ten seconds more
 */
public record Question(
    String backend,
    String unit,
    String scheme,
    String host,
    String path,
    String query,
    Map<String, List<String>> headers,
    int mostBody,
    Duration patience) {
  /** Who asks on nobody's behalf has nobody's rights; and what stands on the way we say. */
  private static final Set<String> NEVER_SENT =
      Set.of(
          "authorization",
          "cookie",
          "expect",
          "forwarded",
          "host",
          "proxy-authorization",
          "via",
          "x-forwarded-for",
          "x-forwarded-proto");

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  public Question {
    headers = Map.copyOf(headers);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("scheme: " + scheme + " (expected: http or https)");
    }
    if (host.isEmpty() || !isToken(host)) {
      throw new IllegalArgumentException("host: " + host + " (expected: a name or an address)");
    }
    if (!path.startsWith("/") || !isToken(path)) {
      throw new IllegalArgumentException("path: " + path + " (expected: a path such as /c/sale)");
    }
    if (!isToken(query)) {
      throw new IllegalArgumentException("query: " + query + " (expected: one such as page=2)");
    }
    if (mostBody < 0) {
      throw new IllegalArgumentException("mostBody: " + mostBody + " (expected: 0 or more)");
    }
    headers.forEach(Question::check);
  }

  private static void check(String name, List<String> values) {
    if (!NAME.matcher(name).matches() || NEVER_SENT.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "headers: " + name + " (expected: a header's name, and none of " + NEVER_SENT + ")");
    }
    for (String value : values) {
      if (!isLine(value)) {
        throw new IllegalArgumentException(
            "headers: " + name + ": " + value + " (expected: one line of Latin-1)");
      }
    }
  }

  /** Whether it is one word of a request line. */
  private static boolean isToken(String text) {
    return text.indexOf(' ') < 0 && text.indexOf('\t') < 0 && isLine(text);
  }

  private static boolean isLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        return false;
      }
    }
    return true;
  }

  String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }
}
