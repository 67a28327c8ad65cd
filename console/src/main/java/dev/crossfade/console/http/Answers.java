package dev.crossfade.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the admin port answers: JSON, or problem+json (RFC 9457) for what went wrong. What is looked
 * at carries an entity tag, and is not sent again to who has it.
 */
public final class Answers {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Answers() {}

  public static void json(RoutingContext context, int status, Object body) {
    json(context, status, body, null);
  }

  /**
   * The state of something that orders can be given for.
   *
   * @param version what {@code If-Match} of an order may name; null: it has none
   */
  public static void json(
      RoutingContext context, int status, Object body, @Nullable String version) {
    Buffer bytes = Buffer.buffer(JSON.writeValueAsString(body));
    HttpMethod method = context.request().method();
    boolean looked = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    if (status == 200 && (looked || version != null)) {
      String tag = EntityTags.of(version, bytes.getBytes());
      context.response().putHeader("etag", tag);
      if (looked && EntityTags.isKnown(context.request().getHeader("if-none-match"), tag)) {
        unchanged(context);
        return;
      }
    }
    send(context, status, "application/json", bytes);
  }

  private static void unchanged(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (!response.closed() && !response.ended()) {
      response.setStatusCode(304).putHeader("cache-control", "no-store").end();
    }
  }

  public static void text(RoutingContext context, int status, String type, String body) {
    send(context, status, type, Buffer.buffer(body));
  }

  public static void problem(RoutingContext context, int status, String title, String detail) {
    problem(context, status, title, detail, Map.of());
  }

  /** An order that was meant for another version than there is. */
  public static void stale(RoutingContext context, Object state, String version, String detail) {
    byte[] bytes = JSON.writeValueAsString(state).getBytes(UTF_8);
    context.response().putHeader("etag", EntityTags.of(version, bytes));
    problem(context, 412, ProblemKind.STALE.title(), detail);
  }

  /** A configuration that is not applied, with every problem. */
  public static void refused(RoutingContext context, List<String> problems) {
    problem(
        context,
        422,
        ProblemKind.CONFIGURATION_REFUSED.title(),
        "the old configuration serves on",
        Map.of("problems", problems));
  }

  /**
   * The same with more to say.
   *
   * @param more members of its own, in their order
   */
  public static void problem(
      RoutingContext context, int status, String title, String detail, Map<String, Object> more) {
    ProblemKind kind = ProblemKind.of(status);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", kind == null ? "about:blank" : kind.type());
    body.put("title", kind == null ? title : kind.title());
    body.put("status", status);
    body.put("detail", detail);
    body.put("instance", context.request().path());
    body.putAll(more);
    send(context, status, "application/problem+json", Buffer.buffer(JSON.writeValueAsString(body)));
  }

  private static void send(RoutingContext context, int status, String type, Buffer body) {
    HttpServerResponse response = context.response();
    if (!response.closed() && !response.ended()) {
      response
          .setStatusCode(status)
          .putHeader("content-type", type)
          .putHeader("content-length", Integer.toString(body.length()))
          .putHeader("cache-control", "no-store")
          .putHeader("x-content-type-options", "nosniff");
      if (context.request().method().equals(HttpMethod.HEAD)) {
        response.end();
      } else {
        response.end(body);
      }
    }
  }
}
