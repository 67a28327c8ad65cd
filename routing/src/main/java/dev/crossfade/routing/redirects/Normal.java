package dev.crossfade.routing.redirects;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The one form in which addresses are compared: needless escapes decoded, the others in upper case,
 * what must be escaped escaped, hosts in lower case without what goes without saying. What is in
 * that form already is given back as it is, so asking makes nothing.
 */
public final class Normal {
  /** Longer than the longest request line that is taken by default. */
  public static final int LONGEST = 8 << 10;

  private static final String HEX = "0123456789ABCDEF";
  private static final boolean[] PLAIN = plain();

  private Normal() {}

  /** Printable ASCII that no browser escapes and nobody reads as something else. */
  private static boolean[] plain() {
    boolean[] plain = new boolean[128];
    for (int c = 0x21; c < 0x7f; c++) {
      plain[c] = "\"<>\\^`{|}%#?".indexOf(c) < 0;
    }
    return plain;
  }

  /** A path, without query and fragment. */
  public static String path(String raw) {
    return escaped(raw, false);
  }

  /** What follows a question mark, without it. */
  public static String query(String raw) {
    return escaped(raw, true);
  }

  /** A host, also with a port, which plays no part. */
  public static String host(String raw) {
    int end = raw.length();
    int colon = raw.lastIndexOf(':');
    if (colon > raw.lastIndexOf(']')) {
      end = colon;
    }
    String written = raw.substring(0, end);
    String host =
        (isAscii(written) ? written : IDN.toASCII(written, IDN.ALLOW_UNASSIGNED))
            .toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /**
   * Where a redirect leads: a path or a URL.
   *
   * @throws IllegalArgumentException it is neither; the message says what was expected
   */
  public static String target(String raw) {
    if (raw.length() > LONGEST) {
      throw new IllegalArgumentException(
          "target of " + raw.length() + " characters (expected: at most " + LONGEST + ")");
    }
    return isNormalTarget(raw) ? raw : Url.of(raw).toString();
  }

  /** Whether a path with its query and fragment needs nothing done; most do not. */
  private static boolean isNormalTarget(String raw) {
    if (!raw.startsWith("/") || raw.startsWith("//")) {
      return false;
    }
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c >= 128 || !PLAIN[c]) {
        return false;
      }
    }
    return true;
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String escaped(String raw, boolean query) {
    int at = 0;
    while (at < raw.length() && isNormal(raw, at, query)) {
      at++;
    }
    if (at == raw.length()) {
      return raw;
    }
    StringBuilder normal = new StringBuilder(raw.length() + 16).append(raw, 0, at);
    while (at < raw.length()) {
      at = append(raw, at, query, normal);
    }
    return normal.toString();
  }

  private static boolean isNormal(String raw, int at, boolean query) {
    char c = raw.charAt(at);
    if (c == '%') {
      int escape = escapeAt(raw, at);
      return escape >= 0
          && !isUnreserved(escape)
          && isUpper(raw.charAt(at + 1))
          && isUpper(raw.charAt(at + 2));
    }
    return c < 128 && (PLAIN[c] || (query && c == '?'));
  }

  /** One character or escape; where the next one begins. */
  private static int append(String raw, int at, boolean query, StringBuilder out) {
    if (raw.charAt(at) == '%') {
      int escape = escapeAt(raw, at);
      if (escape < 0) {
        escape(out, '%');
        return at + 1;
      }
      if (isUnreserved(escape)) {
        out.append((char) escape);
      } else {
        escape(out, escape);
      }
      return at + 3;
    }
    if (isNormal(raw, at, query)) {
      out.append(raw.charAt(at));
      return at + 1;
    }
    int next = raw.offsetByCodePoints(at, 1);
    for (byte b : raw.substring(at, next).getBytes(StandardCharsets.UTF_8)) {
      escape(out, b & 0xff);
    }
    return next;
  }

  private static void escape(StringBuilder out, int b) {
    out.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
  }

  /** −1: no two hexadecimal digits follow. */
  private static int escapeAt(String raw, int at) {
    if (at + 2 >= raw.length()) {
      return -1;
    }
    int high = digit(raw.charAt(at + 1));
    int low = digit(raw.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int digit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private static boolean isUpper(char hex) {
    return hex < 'a';
  }

  /** RFC 3986 §2.3. */
  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c < 128 && "-._~".indexOf(c) >= 0);
  }
}
