package dev.crossfade.deploy.demo;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The cookies of one visitor for one site: name and value, until the site takes them back. Used by
 * one thread. The client's own jar would serve all visitors, who share the client for its
 * connections.
 */
final class TrafficCookies {
  private final Map<String, String> values = new LinkedHashMap<>();

  void store(HttpHeaders headers) {
    for (String cookie : headers.allValues("Set-Cookie")) {
      String[] parts = cookie.split(";", -1);
      int equals = parts[0].indexOf('=');
      if (equals <= 0) {
        continue;
      }
      String name = parts[0].substring(0, equals).strip();
      if (expires(parts)) {
        values.remove(name);
      } else {
        values.put(name, parts[0].substring(equals + 1).strip());
      }
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** The value of a {@code Cookie} header. */
  String header() {
    return values.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private static boolean expires(String[] parts) {
    for (String part : parts) {
      if (part.strip().equalsIgnoreCase("Max-Age=0")) {
        return true;
      }
    }
    return false;
  }
}
