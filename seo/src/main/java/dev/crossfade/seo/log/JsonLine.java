package dev.crossfade.seo.log;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of the gateway's own access log. */
final class JsonLine {
  private JsonLine() {}

  /** Null: it is none. */
  static @Nullable AccessLine parse(String line) {
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(line);
    } catch (JacksonException e) {
      return null; // counted by whoever reads
    }
    Instant at = time(text(json, "ts"));
    String path = text(json, "path");
    String method = text(json, "method");
    if (at == null || path == null || method == null) {
      return null;
    }
    String client = text(json, "client");
    String query = text(json, "query");
    return new AccessLine(
        at,
        client == null ? null : CombinedLine.address(client),
        text(json, "host"),
        method,
        path,
        query == null ? "" : query,
        json.path("status").asInt(0),
        text(json, "ua"),
        text(json, "backend"),
        text(json, "crawler"));
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null; // no time, so the line is none either
    }
  }

  private static @Nullable String text(JsonNode json, String key) {
    JsonNode value = json.path(key);
    return value.isString() ? value.asString() : null;
  }
}
