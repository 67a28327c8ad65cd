package dev.crossfade.routing;

import dev.crossfade.cohorts.RequestHead;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The request of another page by the same visitor, as far as it is known: what they send with
 * everything.
 */
record PageHead(RequestHead known, String host, String path) implements RequestHead {
  /** A page of the same host. */
  static PageHead at(RequestHead known, String path) {
    return new PageHead(known, known.host(), path);
  }

  /** Where a redirect leads. */
  static PageHead to(RequestHead known, String location) {
    int scheme = location.indexOf("://");
    int authority = scheme >= 0 ? scheme + 3 : location.startsWith("//") ? 2 : -1;
    int slash = authority < 0 ? 0 : endOf(location, authority, "/?#");
    String host = authority < 0 ? known.host() : withoutPort(location.substring(authority, slash));
    int end = endOf(location, slash, "?#");
    return new PageHead(known, host, slash == end ? "/" : location.substring(slash, end));
  }

  private static int endOf(String text, int from, String ends) {
    int at = from;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean port = colon > authority.lastIndexOf(']');
    return (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String query() {
    return "";
  }

  @Override
  public boolean secure() {
    return known.secure();
  }

  @Override
  public @Nullable String header(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return plain.startsWith("sec-fetch-") || plain.equals("accept") || plain.equals("referer")
        ? null
        : known.header(plain);
  }

  @Override
  public @Nullable String cookie(String name) {
    return known.cookie(name);
  }

  @Override
  public InetAddress client() {
    return known.client();
  }

  @Override
  public boolean fromTrustedHop() {
    return known.fromTrustedHop();
  }
}
