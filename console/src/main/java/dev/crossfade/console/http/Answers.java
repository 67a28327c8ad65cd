package dev.crossfade.console.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How the admin port answers: JSON, or problem+json (RFC 9457) for what went wrong. */
public final class Answers {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Answers() {}

  public static void json(RoutingContext context, int status, Object body) {
    send(context, status, "application/json", JSON.writeValueAsString(body));
  }

  public static void text(RoutingContext context, int status, String type, String body) {
    send(context, status, type, body);
  }

  public static void problem(RoutingContext context, int status, String title, String detail) {
    send(
        context,
        status,
        "application/problem+json",
        JSON.writeValueAsString(Map.of("status", status, "title", title, "detail", detail)));
  }

  /** A configuration that is not applied, with every problem. */
  public static void refused(RoutingContext context, List<String> problems) {
    send(
        context,
        422,
        "application/problem+json",
        JSON.writeValueAsString(
            Map.of(
                "status",
                422,
                "title",
                "configuration refused",
                "detail",
                "the old configuration serves on",
                "problems",
                problems)));
  }

  private static void send(RoutingContext context, int status, String type, String body) {
    HttpServerResponse response = context.response();
    if (!response.closed() && !response.ended()) {
      response
          .setStatusCode(status)
          .putHeader("content-type", type)
          .putHeader("cache-control", "no-store")
          .putHeader("x-content-type-options", "nosniff")
          .end(body);
    }
  }
}
