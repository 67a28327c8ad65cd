package dev.crossfade.deploy.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a storefront sees of a request. Absent parameters, fields and cookies read as the empty
 * string, since no page tells the two apart.
 *
 * @param path decoded
 * @param origin scheme and authority of the public address, as the hop in front reports them
 */
record Request(
    String method,
    String path,
    String origin,
    Map<String, String> parameters,
    Map<String, String> fields,
    Map<String, String> cookies,
    String userAgent,
    String ifNoneMatch) {

  Request {
    parameters = Map.copyOf(parameters);
    fields = Map.copyOf(fields);
    cookies = Map.copyOf(cookies);
  }

  /**
   * Reads a request whose body has been read already.
   *
   * @throws IllegalArgumentException when the query or the form is badly encoded
   */
  static Request of(HttpExchange exchange, byte[] body) {
    Headers headers = exchange.getRequestHeaders();
    URI uri = exchange.getRequestURI();
    String type = header(headers, "Content-Type").toLowerCase(Locale.ROOT);
    boolean form = type.startsWith("application/x-www-form-urlencoded");
    return new Request(
        exchange.getRequestMethod(),
        Objects.requireNonNullElse(uri.getPath(), ""),
        origin(headers),
        parseForm(Objects.requireNonNullElse(uri.getRawQuery(), "")),
        form ? parseForm(new String(body, UTF_8)) : Map.of(),
        parseCookies(headers.getOrDefault("Cookie", List.of())),
        header(headers, "User-Agent"),
        header(headers, "If-None-Match"));
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }

  boolean posts() {
    return method.equals("POST");
  }

  /** Whether this says it is a crawler: good enough to spare it a session, for nothing else. */
  boolean crawls() {
    return userAgent.toLowerCase(Locale.ROOT).contains("bot");
  }

  private static String origin(Headers headers) {
    boolean https = header(headers, "X-Forwarded-Proto").equalsIgnoreCase("https");
    String host = header(headers, "Host");
    return (https ? "https://" : "http://") + (host.isEmpty() ? "localhost" : host);
  }

  private static String header(Headers headers, String name) {
    return Objects.requireNonNullElse(headers.getFirst(name), "");
  }

  private static Map<String, String> parseForm(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = URLDecoder.decode(pair.substring(0, equals), UTF_8);
        fields.putIfAbsent(name, URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return fields;
  }

  private static Map<String, String> parseCookies(List<String> headers) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (String header : headers) {
      for (String pair : header.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          cookies.putIfAbsent(
              pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
      }
    }
    return cookies;
  }
}
