package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request or an answer as it came over the wire, names and values as they were written.
 *
 * @param body a character for each byte
 */
record Message(
    String start,
    List<Map.Entry<String, String>> fields,
    String body,
    List<Map.Entry<String, String>> trailers) {

  int status() {
    if (!start.matches("HTTP/1\\.1 [1-9][0-9]{2} .*")) {
      throw new AssertionError("\"" + start + "\" (expected: a status line)");
    }
    return Integer.parseInt(start.substring(9, 12));
  }

  String method() {
    return start.substring(0, start.indexOf(' '));
  }

  String target() {
    return start.split(" ", -1)[1];
  }

  /** The only field of this name; null: there is none. */
  @Nullable String header(String name) {
    List<String> all = headers(name);
    if (all.size() > 1) {
      throw new AssertionError(name + " is there " + all.size() + " times: " + all);
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  List<String> headers(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  boolean has(String name) {
    return !headers(name).isEmpty();
  }

  String text() {
    return new String(body.getBytes(ISO_8859_1), UTF_8);
  }
}
