package dev.crossfade.proxy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;

/**
 * The gateway's own answers to what went wrong: a small HTML page, or JSON where that is asked for,
 * with the request's id and nothing of what is inside.
 */
final class ErrorPage {
  private ErrorPage() {}

  static FullHttpResponse of(ByteBufAllocator alloc, Failure failure, String id, String accept) {
    boolean json = accept.contains("json") && !accept.contains("text/html");
    int status = failure.status().code();
    String title = failure.status().reasonPhrase();
    String body = json ? json(status, title, failure, id) : html(status, title, failure, id);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, failure.status(), ByteBufUtil.writeUtf8(alloc, body));
    response
        .headers()
        .set(
            HttpHeaderNames.CONTENT_TYPE,
            json ? "application/problem+json" : "text/html; charset=utf-8")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set("x-request-id", id)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    if (status == 503) {
      response.headers().setInt(HttpHeaderNames.RETRY_AFTER, 5);
    }
    return response;
  }

  private static String json(int status, String title, Failure failure, String id) {
    return """
    {"status":%d,"title":"%s","detail":"%s","id":"%s"}
    """
        .formatted(status, title, failure.sentence(), id);
  }

  private static String html(int status, String title, Failure failure, String id) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>%d %s</title>
    <style>
    body { font: 16px/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 32rem; padding: 0 1rem; }
    small { color: GrayText; }
    </style>
    </head>
    <body>
    <h1>%s</h1>
    <p>%s</p>
    <p><small>%d %s · %s</small></p>
    </body>
    </html>
    """
        .formatted(status, title, title, failure.sentence(), status, title, id);
  }
}
