package dev.crossfade.routing.redirects;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a redirect leads, in its parts, each in its normal form.
 *
 * @param origin scheme and authority of a URL; empty: a path, on the host that was asked
 * @param query null: there is no question mark
 * @param fragment null: there is no hash
 */
record Url(String origin, String path, @Nullable String query, @Nullable String fragment) {
  private static final String EXPECTED = " (expected: a path or a URL of http or https)";

  /**
   * @throws IllegalArgumentException it is neither a path nor a URL
   */
  static Url of(String raw) {
    check(raw);
    int hash = raw.indexOf('#');
    String fragment = hash < 0 ? null : Normal.query(raw.substring(hash + 1));
    String whole = hash < 0 ? raw : raw.substring(0, hash);
    int mark = whole.indexOf('?');
    String query = mark < 0 ? null : Normal.query(whole.substring(mark + 1));
    String rest = mark < 0 ? whole : whole.substring(0, mark);
    if (rest.startsWith("/")) { // also where a path has another address in it
      return new Url("", Normal.path(rest), query, fragment);
    }
    int authority = rest.indexOf("://") + 3;
    int slash = rest.indexOf('/', authority);
    String path = slash < 0 ? "" : rest.substring(slash);
    String scheme = rest.substring(0, authority).toLowerCase(Locale.ROOT);
    String origin = scheme + authority(raw, scheme, rest.substring(authority, end(rest, slash)));
    return new Url(origin, Normal.path(path), query, fragment);
  }

  private static int end(String text, int at) {
    return at < 0 ? text.length() : at;
  }

  private static void check(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        throw new IllegalArgumentException(
            "target has the control character %#04x at %d (expected: none)"
                .formatted((int) c, i + 1));
      }
    }
    boolean isPath = raw.startsWith("/") && !raw.startsWith("//") && !raw.startsWith("/\\");
    String start = raw.substring(0, Math.min(8, raw.length())).toLowerCase(Locale.ROOT);
    if (!isPath && !start.startsWith("http://") && !start.startsWith("https://")) {
      throw new IllegalArgumentException("target: " + raw + EXPECTED);
    }
  }

  /** Groups of a pattern may stand in a host, so $ may. */
  private static String authority(String raw, String scheme, String authority) {
    if (authority.isEmpty() || authority.indexOf('@') >= 0) {
      throw new IllegalArgumentException("target: " + raw + EXPECTED);
    }
    int colon = authority.lastIndexOf(':');
    String port = colon > authority.lastIndexOf(']') ? authority.substring(colon + 1) : "";
    boolean said = port.isEmpty() || port.equals(scheme.equals("https://") ? "443" : "80");
    String host = Normal.host(authority);
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && "-._$[:]".indexOf(c) < 0) {
        throw new IllegalArgumentException("target: host " + host + EXPECTED);
      }
    }
    if (host.isEmpty() || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("target: " + raw + EXPECTED);
    }
    return said ? host : host + ":" + port;
  }

  /** The host whose rules may lead on; null: that of the request. */
  @Nullable String host() {
    return origin.isEmpty() ? null : Normal.host(origin.substring(origin.indexOf("://") + 3));
  }

  /** Whether another port was named: then this gateway is not who answers there. */
  boolean hasPort() {
    return !origin.isEmpty() && origin.lastIndexOf(':') > Math.max(6, origin.lastIndexOf(']'));
  }

  /** The same, with more query behind what is there. */
  Url with(String more) {
    if (more.isEmpty()) {
      return this;
    }
    String merged = query == null || query.isEmpty() ? more : query + "&" + more;
    return new Url(origin, path, merged, fragment);
  }

  /** The same path with what was below a prefix; exactly one slash between the two. */
  Url below(String rest) {
    int from = 0;
    while (from < rest.length() && rest.charAt(from) == '/') {
      from++;
    }
    if (rest.isEmpty()) {
      return this;
    }
    String start = path.endsWith("/") ? path : path + "/";
    return new Url(origin, start + rest.substring(from), query, fragment);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(origin).append(path);
    if (query != null) {
      text.append('?').append(query);
    }
    if (fragment != null) {
      text.append('#').append(fragment);
    }
    return text.toString();
  }
}
