package dev.crossfade.deploy.explain;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A URL as somebody types it, in the parts that a request is made of. What a browser would escape
 * is escaped; all else stays, so that the gateway refuses what it would refuse.
 *
 * @param authority the host, with its port if it was written
 * @param target path and query
 */
record Address(boolean secure, String authority, String target) {
  private static final String EXPECTED = " (expected: such as https://www.shop.example/c/sale)";
  private static final int LONGEST = 64 << 10;

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException it is none; the message says what was expected
   */
  static Address of(String url) {
    int scheme = url.indexOf("://");
    String protocol = scheme < 0 ? "" : url.substring(0, scheme).toLowerCase(Locale.ROOT);
    if (!protocol.equals("http") && !protocol.equals("https")) {
      throw new IllegalArgumentException(
          "URL " + Words.shown(url) + " begins with neither http:// nor https://" + EXPECTED);
    }
    if (url.length() > LONGEST) {
      throw new IllegalArgumentException(
          "URL of " + url.length() + " characters (expected: at most " + LONGEST + ")");
    }
    int from = scheme + 3;
    int end = from;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int hash = url.indexOf('#', end);
    String rest = url.substring(end, hash < 0 ? url.length() : hash);
    return new Address(
        protocol.equals("https"),
        authority(url.substring(from, end), url),
        escaped(rest.startsWith("/") ? rest : "/" + rest));
  }

  private static String authority(String written, String url) {
    if (written.isEmpty() || written.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "URL "
              + Words.shown(url)
              + (written.isEmpty() ? " has no host" : " has a user in it")
              + EXPECTED);
    }
    try {
      String host = written.startsWith("[") ? written : IDN.toASCII(written, IDN.ALLOW_UNASSIGNED);
      if (!host.matches("[A-Za-z0-9._:\\[\\]-]+")) {
        throw new IllegalArgumentException(host);
      }
      return host;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "URL " + Words.shown(url) + " has a host that no name can be" + EXPECTED, e);
    }
  }

  private static String escaped(String target) {
    StringBuilder out = new StringBuilder(target.length());
    for (byte b : target.getBytes(StandardCharsets.UTF_8)) {
      if (b <= ' ' || b == 0x7f || "\"<>`".indexOf(b) >= 0) { // a byte beyond ASCII is negative
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      } else {
        out.append((char) b);
      }
    }
    return out.toString();
  }
}
