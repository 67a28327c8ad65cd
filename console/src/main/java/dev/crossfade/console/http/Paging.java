package dev.crossfade.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says where a list goes on (RFC 8288), for those who follow links rather than read cursors. */
public final class Paging {
  private Paging() {}

  /**
   * To be said before the answer.
   *
   * @param cursor of the page that follows; null: this is the last
   */
  public static void next(RoutingContext context, @Nullable Object cursor) {
    if (cursor == null) {
      return;
    }
    List<String> query = new ArrayList<>();
    for (Map.Entry<String, String> parameter : context.queryParams()) {
      if (!parameter.getKey().equals("cursor")) {
        query.add(escaped(parameter.getKey()) + "=" + escaped(parameter.getValue()));
      }
    }
    query.add("cursor=" + escaped(cursor.toString()));
    context
        .response()
        .putHeader(
            "link",
            "<" + context.request().path() + "?" + String.join("&", query) + ">; rel=\"next\"");
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
