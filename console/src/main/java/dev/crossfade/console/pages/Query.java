package dev.crossfade.console.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.console.http.Parameters;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page with what its filters say; links to the same page with other filters are
 * made of it. A filter that says nothing is not there.
 */
public record Query(String path, SequencedMap<String, String> values) {
  public Query {
    values = new LinkedHashMap<>(values);
  }

  /** What a request says; what the page does not know is a bad request. */
  public static Query of(RoutingContext context, String path, String... known) {
    Parameters asked = Parameters.of(context, known);
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (String name : known) {
      String value = asked.text(name);
      if (value != null && !value.isEmpty()) {
        values.put(name, value);
      }
    }
    return new Query(path, values);
  }

  /** Null: it says nothing of this. */
  public @Nullable String text(String name) {
    return values.get(name);
  }

  /** The same with another value; null: with none. */
  public Query with(String name, @Nullable String value) {
    Query other = new Query(path, values);
    if (value == null) {
      other.values.remove(name);
    } else {
      other.values.put(name, value);
    }
    return other;
  }

  /** The same filters on another page. */
  public Query on(String other) {
    return new Query(other, values);
  }

  public boolean isPlain() {
    return values.isEmpty();
  }

  public String href() {
    return values.isEmpty()
        ? path
        : path + "?" + values.entrySet().stream().map(Query::pair).collect(Collectors.joining("&"));
  }

  private static String pair(Map.Entry<String, String> value) {
    return encoded(value.getKey()) + "=" + encoded(value.getValue());
  }

  /** As a part of a path or of a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
