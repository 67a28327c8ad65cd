package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own answers to what went wrong: a small HTML page, or JSON where that is asked for,
 * with the request's id and nothing of what is inside.
 */
final class ErrorPage {
  static final String RETRY_AFTER_SECONDS = "5";

  private ErrorPage() {}

  /**
   * @param head takes the answer's head
   */
  static OwnAnswer of(Head head, Failure failure, String id, @Nullable String accept) {
    boolean json = accept != null && accept.contains("json") && !accept.contains("text/html");
    int status = failure.status();
    String title = failure.reason();
    String body = json ? json(status, title, failure, id) : html(status, title, failure, id);
    head.answer(status, title)
        .add(
            Name.CONTENT_TYPE.text(),
            json ? "application/problem+json" : "text/html; charset=utf-8")
        .add(Name.CACHE_CONTROL.text(), "no-store")
        .add(Name.X_REQUEST_ID.text(), id);
    if (status == 503) {
      head.add(Name.RETRY_AFTER.text(), RETRY_AFTER_SECONDS);
    }
    return new OwnAnswer(head, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
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
