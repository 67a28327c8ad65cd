package dev.crossfade.routing;

import dev.crossfade.cohorts.Cookies;
import dev.crossfade.cohorts.RequestHead;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request's head as tests write it. Immutable: each change is a new head. */
public record TestHead(
    String method,
    boolean secure,
    String host,
    String path,
    String query,
    Map<String, String> headers)
    implements RequestHead {

  public static TestHead get(String target) {
    int mark = target.indexOf('?');
    return new TestHead(
        "GET",
        false,
        "www.shop.example",
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        Map.of());
  }

  public TestHead method(String method) {
    return new TestHead(method, secure, host, path, query, headers);
  }

  public TestHead host(String host) {
    return new TestHead(method, secure, host, path, query, headers);
  }

  public TestHead overTls() {
    return new TestHead(method, true, host, path, query, headers);
  }

  /** Of a visitor with an identity of this name, and with no other cookie. */
  public TestHead by(String visitor) {
    return with("cookie", "cf_id=" + visitor);
  }

  /** The same with one more cookie. */
  public TestHead cookie(String name, String value) {
    String before = header("cookie");
    return with("cookie", (before == null ? "" : before + "; ") + name + "=" + value);
  }

  public TestHead with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new TestHead(method, secure, host, path, query, more);
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
