package dev.crossfade.proxy;

import dev.crossfade.routing.Decision;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Heads as they are passed on: end-to-end fields only (RFC 9110 §7.6.1), framing said again in our
 * words, and about the visitor only what we know ourselves or a trusted hop told.
 */
final class Forwarding {
  /** About one connection, not about the message. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  /** What the gateway says itself; clients that send it are not believed. */
  private static final Set<String> OURS =
      Set.of(
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-host",
          "x-real-ip",
          "x-request-id",
          "x-crossfade",
          "x-crossfade-unit",
          "x-crossfade-arm");

  /** What comes from the codec was checked by it. */
  private static final DefaultHttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private static final String VIA = "1.1 crossfade";

  private Forwarding() {}

  /** The request as the backend gets it. */
  static HttpRequest toBackend(
      HttpRequest request,
      Hops hops,
      String peer,
      String id,
      Decision.Serve decision,
      String host) {
    HttpHeaders from = request.headers();
    HttpHeaders to = UNCHECKED.newHeaders();
    Set<String> dropped = nominated(from);
    for (Map.Entry<String, String> field : from) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(name) && !OURS.contains(fold(name)) && !dropped.contains(name)) {
        to.add(field.getKey(), field.getValue());
      }
    }
    String asked = from.get(HttpHeaderNames.HOST, "");
    to.set(HttpHeaderNames.HOST, host.isEmpty() ? asked : host);
    if (HttpUtil.isTransferEncodingChunked(request)) {
      to.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    forwarded(from, to, hops, peer, asked);
    to.set("x-request-id", id);
    if (!hops.trusted()) {
      to.remove(HttpHeaderNames.VIA);
    }
    to.add(HttpHeaderNames.VIA, VIA);
    String unit = decision.unit();
    if (unit != null) {
      to.set("x-crossfade-unit", unit);
      to.set("x-crossfade-arm", decision.arm().word());
    }
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.uri(), to);
  }

  /** Appends to what a trusted hop told, or starts anew. */
  private static void forwarded(
      HttpHeaders from, HttpHeaders to, Hops hops, String peer, String host) {
    List<String> before = hops.trusted() ? from.getAll("x-forwarded-for") : List.of();
    to.set("x-forwarded-for", before.isEmpty() ? peer : String.join(", ", before) + ", " + peer);
    to.set("x-forwarded-proto", hops.secure() ? "https" : "http");
    String told = hops.trusted() ? from.get("x-forwarded-host") : null;
    String original = told == null ? host : told;
    if (!original.isEmpty()) {
      to.set("x-forwarded-host", original);
    }
    List<String> chain = hops.trusted() ? from.getAll("forwarded") : List.of();
    String own = hop(peer, hops.secure() ? "https" : "http", host);
    to.set("forwarded", chain.isEmpty() ? own : String.join(", ", chain) + ", " + own);
  }

  /** One element of Forwarded (RFC 7239 §4); what holds a colon is quoted, IPv6 also bracketed. */
  private static String hop(String peer, String proto, String host) {
    String node = peer.indexOf(':') < 0 ? peer : "\"[" + peer + "]\"";
    String hop = "for=" + node + ";proto=" + proto;
    if (host.isEmpty()) {
      return hop;
    }
    return hop + ";host=" + (host.indexOf(':') < 0 ? host : "\"" + host + "\"");
  }

  /** The answer as the client gets it; its framing is set by the caller. */
  static HttpResponse toClient(HttpResponse response) {
    HttpHeaders from = response.headers();
    HttpHeaders to = UNCHECKED.newHeaders();
    Set<String> dropped = nominated(from);
    for (Map.Entry<String, String> field : from) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      // Which storefront answered is ours to say, and only to operators.
      boolean ours = name.equals("x-crossfade");
      if (!HOP_BY_HOP.contains(name) && !dropped.contains(name) && !ours) {
        to.add(field.getKey(), field.getValue());
      }
    }
    return new DefaultHttpResponse(HttpVersion.HTTP_1_1, response.status(), to);
  }

  /** Fields that Connection names are about the connection too, unless we need them ourselves. */
  private static Set<String> nominated(HttpHeaders headers) {
    List<String> lines = headers.getAll(HttpHeaderNames.CONNECTION);
    if (lines.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String line : lines) {
      for (String token : line.toLowerCase(Locale.ROOT).split(",", -1)) {
        names.add(token.strip());
      }
    }
    names.removeAll(Set.of("host", "cookie", "set-cookie", "content-length", "authorization"));
    return names;
  }

  /** Some backends read X_Forwarded_For as X-Forwarded-For; so must we. */
  private static String fold(String name) {
    return name.replace('_', '-');
  }
}
