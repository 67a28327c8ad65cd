package dev.crossfade.seo.fetch;

import dev.crossfade.seo.url.WebUrl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a page is asked for: at its host, or where its host is for now.
 *
 * @param authority what the host is called, with its port where that is not the usual one
 */
record Place(URI uri, String authority, boolean isElsewhere) {

  /**
   * Finds it.
   *
   * @throws IllegalArgumentException the address cannot be asked for; the message says why
   */
  static Place of(WebUrl url, Map<String, InetSocketAddress> elsewhere) {
    int port = url.port() == 0 ? (url.scheme().equals("https") ? 443 : 80) : url.port();
    String authority = url.host() + (url.port() == 0 ? "" : ":" + url.port());
    InetSocketAddress moved = elsewhere.get(url.host() + ":" + port);
    if (moved == null) {
      moved = elsewhere.get(url.host());
    }
    if (moved == null && url.host().indexOf('_') >= 0) {
      moved = looked(url.host(), port); // java.net.URI knows no such host, DNS does
    }
    if (moved == null) {
      return new Place(uri(url.scheme(), authority, url), authority, false);
    }
    int there = moved.getPort() == 0 ? port : moved.getPort();
    InetAddress address = moved.getAddress();
    if (address == null) {
      throw new IllegalArgumentException("no address for " + moved.getHostString());
    }
    String literal = address.getHostAddress();
    String host = literal.indexOf(':') >= 0 ? "[" + literal.replaceFirst("%.*", "") + "]" : literal;
    return new Place(uri(url.scheme(), host + ":" + there, url), authority, true);
  }

  private static @Nullable InetSocketAddress looked(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address for host " + host, e);
    }
  }

  private static URI uri(String scheme, String authority, WebUrl url) {
    return URI.create(
        scheme
            + "://"
            + authority
            + escaped(url.path(), false)
            + (url.query() == null ? "" : "?" + escaped(url.query(), true)));
  }

  /** Browsers leave some characters as they are that java.net.URI wants escaped. */
  private static String escaped(String text, boolean query) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escape =
          c == '%'
              ? !isEscape(text, i)
              : "\"<>\\^`{|} ".indexOf(c) >= 0 || (!query && (c == '[' || c == ']'));
      if (escape) {
        out.append('%')
            .append(Integer.toHexString(c | 0x100).substring(1).toUpperCase(java.util.Locale.ROOT));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }
}
