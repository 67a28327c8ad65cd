package dev.crossfade.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
  /** Who asks on nobody's behalf has nobody's rights. */
  private static final Set<String> NEVER_SENT =
      Set.of("cookie", "authorization", "proxy-authorization", "host");

  public Question {
    headers = Map.copyOf(headers);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("scheme: " + scheme + " (expected: http or https)");
    }
    if (!path.startsWith("/") || !isPlain(path, '!') || !isPlain(query, '!')) {
      throw new IllegalArgumentException(
          "path: " + path + "?" + query + " (expected: as a request line has it)");
    }
    if (host.isEmpty() || !isPlain(host, '!')) {
      throw new IllegalArgumentException("host: " + host + " (expected: a name or an address)");
    }
    if (mostBody < 0) {
      throw new IllegalArgumentException("mostBody: " + mostBody + " (expected: 0 or more)");
    }
    headers.forEach(Question::check);
  }

  private static void check(String name, List<String> values) {
    if (NEVER_SENT.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("headers: " + name + " (expected: none of " + NEVER_SENT);
    }
    for (String value : values) {
      if (!isPlain(value, ' ')) {
        throw new IllegalArgumentException("headers: " + name + " (expected: a line of text)");
      }
    }
  }

  private static boolean isPlain(String text, char lowest) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < lowest || text.charAt(i) == 0x7f || text.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }
}
