package dev.crossfade.seo.url;

import java.net.IDN;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page, in the one form that all its spellings have: scheme and host in lower
 * case, an international host in its ASCII form, no default port, no dot segments, escapes in upper
 * case and only where they are needed. A fragment is a place in a page and is not in it.
 *
 * <p>Read as a browser reads it (WHATWG URL) rather than as RFC 3986 would have it written: links
 * of real pages hold spaces, backslashes and letters of any language. One that is longer than any
 * server takes is none.
 *
 * @param port 0: that of the scheme
 * @param path begins with a slash
 * @param query without its question mark; null: there is none, which {@code ""} is not
 */
public record WebUrl(String scheme, String host, int port, String path, @Nullable String query) {
  private static final int LONGEST = 16 << 10;

  /** Of a name in DNS; spelling one in ASCII takes the square of its length. */
  private static final int LONGEST_HOST = 255;

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final String ESCAPED_IN_PATH = "\"<>`{}|^ ";
  private static final String ESCAPED_IN_QUERY = "\"<>' ";

  /** An absolute address of http or https; null: it is none. */
  public static @Nullable WebUrl parse(String text) {
    String clean = clean(text);
    int colon = schemeEnd(clean);
    return colon < 0 ? null : absolute(clean, colon);
  }

  /**
   * An absolute address that somebody typed.
   *
   * @throws IllegalArgumentException it is none
   */
  public static WebUrl of(String text) {
    WebUrl url = parse(text);
    if (url == null) {
      throw new IllegalArgumentException(text + " (expected: a URL such as https://shop.example/)");
    }
    return url;
  }

  /** Where a link on this page leads; null: to nothing that is asked for by http. */
  public @Nullable WebUrl resolve(String reference) {
    String clean = clean(reference);
    int colon = schemeEnd(clean);
    if (colon >= 0) {
      return absolute(clean, colon);
    }
    if (clean.length() > LONGEST) {
      return null;
    }
    String slashed = slashed(clean);
    if (slashed.startsWith("//")) {
      return absolute(scheme + ":" + clean, scheme.length());
    }
    int mark = slashed.indexOf('?');
    String left = mark < 0 ? slashed : slashed.substring(0, mark);
    String asked = mark < 0 ? null : escaped(slashed.substring(mark + 1), ESCAPED_IN_QUERY);
    if (left.isEmpty()) {
      return sent(scheme, host, port, path, mark < 0 ? query : asked);
    }
    String whole =
        left.startsWith("/") ? left : path.substring(0, path.lastIndexOf('/') + 1) + left;
    return sent(scheme, host, port, normal(whole), asked);
  }

  /** Scheme, host and, where it is not the scheme's, port. */
  public String origin() {
    return scheme + "://" + host + (port == 0 ? "" : ":" + port);
  }

  /** Path and query: what is asked of a host. */
  public String target() {
    return query == null ? path : path + "?" + query;
  }

  /** The same page on another site. */
  public WebUrl at(WebUrl site) {
    return new WebUrl(site.scheme, site.host, site.port, path, query);
  }

  public boolean isSameSite(WebUrl other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  @Override
  public String toString() {
    return origin() + target();
  }

  /** Without what browsers take out before they look: spaces around, tabs and ends of lines. */
  private static String clean(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    StringBuilder kept = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '#') {
        break;
      }
      if (c != '\t' && c != '\n' && c != '\r') {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  /** Where the scheme ends; −1: there is none. */
  private static int schemeEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = Character.toLowerCase(text.charAt(i));
      boolean letter = c >= 'a' && c <= 'z';
      if (c == ':' && i > 0) {
        return i;
      }
      if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
        return -1;
      }
    }
    return -1;
  }

  private static @Nullable WebUrl absolute(String text, int colon) {
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = slashed(text.substring(colon + 1));
    if (!SCHEMES.contains(scheme) || !rest.startsWith("//") || text.length() > LONGEST) {
      return null;
    }
    int end = 2;
    while (end < rest.length() && "/?".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String authority = rest.substring(2, end);
    int at = authority.lastIndexOf(':');
    boolean ported = at > authority.lastIndexOf(']');
    String host = host(ported ? authority.substring(0, at) : authority);
    int port = ported ? port(authority.substring(at + 1), scheme) : 0;
    if (host == null || port < 0) {
      return null;
    }
    int mark = rest.indexOf('?', end);
    String path = mark < 0 ? rest.substring(end) : rest.substring(end, mark);
    String query = mark < 0 ? null : escaped(rest.substring(mark + 1), ESCAPED_IN_QUERY);
    return sent(scheme, host, port, normal(path.isEmpty() ? "/" : path), query);
  }

  /** Null: escaped, it is too long. */
  private static @Nullable WebUrl sent(
      String scheme, String host, int port, String path, @Nullable String query) {
    return path.length() + (query == null ? 0 : query.length()) > LONGEST
        ? null
        : new WebUrl(scheme, host, port, path, query);
  }

  /** A browser takes a backslash before the query for a slash. */
  private static String slashed(String text) {
    int mark = text.indexOf('?');
    String path = mark < 0 ? text : text.substring(0, mark);
    return path.indexOf('\\') < 0
        ? text
        : path.replace('\\', '/') + (mark < 0 ? "" : text.substring(mark));
  }

  /** Null: no host has that name, or somebody's credentials stand before it. */
  private static @Nullable String host(String raw) {
    if (raw.isEmpty() || raw.length() > LONGEST_HOST || raw.indexOf('@') >= 0) {
      return null;
    }
    if (raw.startsWith("[")) {
      boolean closed = raw.indexOf(']') == raw.length() - 1;
      return closed && allOf(raw, "0123456789abcdefABCDEF:.[]")
          ? raw.toLowerCase(Locale.ROOT)
          : null;
    }
    try {
      String ascii = IDN.toASCII(raw, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      boolean empty = ascii.startsWith(".") || ascii.contains(".."); // some letters become dots
      return !empty && allOf(ascii, "abcdefghijklmnopqrstuvwxyz0123456789-._~") ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null; // no name of a host: a label is empty or too long
    }
  }

  private static boolean allOf(String text, String allowed) {
    return text.chars().allMatch(c -> allowed.indexOf(c) >= 0);
  }

  /** 0: that of the scheme; −1: none. */
  private static int port(String raw, String scheme) {
    if (raw.length() > 5 || !allOf(raw, "0123456789")) {
      return -1;
    }
    if (raw.isEmpty()) {
      return 0;
    }
    int port = Integer.parseInt(raw);
    if (port == 0 || port > 65_535) {
      return -1;
    }
    return port == (scheme.equals("https") ? 443 : 80) ? 0 : port;
  }

  /** Escaped, and without dot segments. */
  private static String normal(String path) {
    String escaped = escaped(path, ESCAPED_IN_PATH);
    if (!escaped.contains("/.")) {
      return escaped;
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = escaped.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      switch (segments[i]) {
        case ".." -> {
          kept.pollLast();
          if (last) {
            kept.addLast("");
          }
        }
        case "." -> {
          if (last) {
            kept.addLast("");
          }
        }
        default -> kept.addLast(segments[i]);
      }
    }
    return "/" + String.join("/", kept);
  }

  /**
   * Escapes what must be, and what need not be not, unless that makes another escape together with
   * a percent sign that stands for itself.
   */
  private static String escaped(String text, String reserved) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int stray = -3;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      int escape = c == '%' ? escape(text, i) : -1;
      if (escape >= 0) {
        i += 2;
        append(out, escape, isUnreserved(escape) && out.length() > stray + 2);
      } else if (c > 0x7e || c < 0x20) {
        for (byte b : utf8(c)) {
          append(out, b & 0xff, false);
        }
      } else {
        stray = c == '%' ? out.length() : stray;
        append(out, c, reserved.indexOf(c) < 0);
      }
    }
    return out.toString();
  }

  /** Half a surrogate pair is no character, and stands for an unknown one. */
  private static byte[] utf8(int c) {
    int known = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c;
    return Character.toString(known).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder out, int b, boolean plain) {
    if (plain) {
      out.append((char) b);
    } else {
      out.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
    }
  }

  private static final String HEX = "0123456789ABCDEF";

  /** The byte that an escape stands for; −1: it is none. */
  private static int escape(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f'
        ? -1
        : high << 4 | low;
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
