package dev.crossfade.proxy;

import dev.crossfade.cohorts.Cookies;
import dev.crossfade.cohorts.RequestHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request's head as decisions see it, over what Netty parsed. */
final class ClientHead implements RequestHead {
  private final HttpRequest request;
  private final Hops hops;
  private final String host;
  private final String path;
  private final String query;

  /**
   * @param hops who stands between the visitor and us
   */
  ClientHead(HttpRequest request, Hops hops) {
    this.request = request;
    this.hops = hops;
    String target = request.uri();
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? "" : target.substring(mark + 1);
    String named = request.headers().get(HttpHeaderNames.HOST, "");
    int colon = named.indexOf(':', named.lastIndexOf(']') + 1);
    this.host = (colon < 0 ? named : named.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String query() {
    return query;
  }

  @Override
  public boolean secure() {
    return hops.secure();
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().get(name);
  }

  @Override
  public @Nullable String cookie(String name) {
    for (String header : request.headers().getAll(HttpHeaderNames.COOKIE)) {
      String value = Cookies.find(header, name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  @Override
  public InetAddress client() {
    return hops.client();
  }

  @Override
  public boolean fromTrustedHop() {
    return hops.trusted();
  }
}
