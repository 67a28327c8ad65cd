package dev.crossfade.deploy.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a storefront answers. All it serves is text, drawings included. */
record Reply(int status, Map<String, String> headers, String body) {
  Reply {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  static Reply html(int status, Html html) {
    return of(status, "text/html", html.markup()).with("Cache-Control", "private, no-cache");
  }

  static Reply text(int status, String text) {
    return of(status, "text/plain", text + "\n").with("Cache-Control", "no-store");
  }

  static Reply of(int status, String type, String body) {
    return new Reply(status, Map.of("Content-Type", type + "; charset=utf-8"), body);
  }

  /** For good: the old URL of a page. */
  static Reply moved(String path) {
    return new Reply(301, Map.of("Location", path), "");
  }

  /** After a POST: see the result over there, so that a reload does not post again. */
  static Reply seeOther(String path) {
    return new Reply(303, Map.of("Location", path), "");
  }

  /** This reply with a strong validator, or a 304 when the client holds these very bytes. */
  Reply validatedFor(Request request) {
    String tag = '"' + digest() + '"';
    boolean held =
        Arrays.stream(request.ifNoneMatch().split(",", -1))
            .map(String::strip)
            .map(candidate -> candidate.startsWith("W/") ? candidate.substring(2) : candidate)
            .anyMatch(candidate -> candidate.equals(tag) || candidate.equals("*"));
    Reply tagged = with("ETag", tag).with("Cache-Control", "public, max-age=300");
    return held ? new Reply(304, tagged.headers(), "") : tagged;
  }

  Reply with(String name, String value) {
    Map<String, String> extended = new LinkedHashMap<>(headers);
    extended.put(name, value);
    return new Reply(status, extended, body);
  }

  private String digest() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
