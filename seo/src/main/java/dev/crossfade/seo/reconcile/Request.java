package dev.crossfade.seo.reconcile;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request, as a line of a log tells it. */
record Request(String method, String target, int status) {

  /** A line of Crossfade's own log; null: it is none. */
  static @Nullable Request ofJson(String line) {
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(line);
    } catch (JacksonException _) {
      return null; // counted as a line that is none
    }
    JsonNode path = json.path("path");
    JsonNode method = json.path("method");
    if (!path.isString() || !method.isString()) {
      return null;
    }
    JsonNode query = json.path("query");
    boolean asks = query.isString() && !query.asString().isEmpty();
    return new Request(
        method.asString(),
        path.asString() + (asks ? "?" + query.asString() : ""),
        json.path("status").asInt(200));
  }

  /** {@code … "GET /c/shoes HTTP/1.1" 200 …}; null: it is none. */
  static @Nullable Request ofCombined(String line) {
    int open = line.indexOf('"');
    int close = line.indexOf('"', open + 1);
    if (open < 0 || close < 0) {
      return null;
    }
    String[] words = line.substring(open + 1, close).split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/")) {
      return null;
    }
    String rest = line.substring(close + 1).strip();
    int end = rest.indexOf(' ');
    String status = end < 0 ? rest : rest.substring(0, end);
    return status.matches("[1-5][0-9]{2}")
        ? new Request(words[0], words[1], Integer.parseInt(status))
        : null;
  }
}
