package dev.crossfade.routing.redirects;

import dev.crossfade.cohorts.Cookies;
import dev.crossfade.cohorts.RequestHead;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request's head as tests write it. Immutable: each change is a new head. */
record Asked(
    String method,
    boolean secure,
    String host,
    String path,
    String query,
    Map<String, String> headers)
    implements RequestHead {

  static Asked get(String target) {
    int mark = target.indexOf('?');
    return new Asked(
        "GET",
        false,
        "www.shop.example",
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        Map.of());
  }

  Asked method(String method) {
    return new Asked(method, secure, host, path, query, headers);
  }

  Asked host(String host) {
    return new Asked(method, secure, host, path, query, headers);
  }

  Asked overTls() {
    return new Asked(method, true, host, path, query, headers);
  }

  Asked with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new Asked(method, secure, host, path, query, more);
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public @Nullable String cookie(String name) {
    String header = header("cookie");
    return header == null ? null : Cookies.find(header, name);
  }

  @Override
  public InetAddress client() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public boolean fromTrustedHop() {
    return false;
  }
}
