package dev.crossfade.cohorts;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request's head as tests write it. Immutable: each change is a new head. */
public record TestHead(
    String method,
    String query,
    InetAddress client,
    boolean fromTrustedHop,
    Map<String, String> headers)
    implements RequestHead {

  public static TestHead get() {
    return new TestHead("GET", "", address("192.0.2.1"), false, Map.of());
  }

  TestHead method(String method) {
    return new TestHead(method, query, client, fromTrustedHop, headers);
  }

  public TestHead from(String address) {
    return new TestHead(method, query, address(address), fromTrustedHop, headers);
  }

  public TestHead from(InetAddress address) {
    return new TestHead(method, query, address, fromTrustedHop, headers);
  }

  public TestHead asking(String query) {
    return new TestHead(method, query, client, fromTrustedHop, headers);
  }

  public TestHead byTrustedHop() {
    return new TestHead(method, query, client, true, headers);
  }

  public TestHead with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new TestHead(method, query, client, fromTrustedHop, more);
  }

  @Override
  public String host() {
    return "www.shop.example";
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public boolean secure() {
    return false;
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

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal + " (expected: an address)", e);
    }
  }
}
