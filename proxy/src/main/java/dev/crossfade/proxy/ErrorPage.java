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
   * The answer to what went wrong.
   *
   * @param head takes the answer's head
   */
  static OwnAnswer of(Head head, Failure failure, String id, @Nullable String accept) {
    Page page = new Page(failure.status(), failure.reason(), failure.sentence(), id);
    OwnAnswer answer = page.answer(head, accept);
    head.add(Name.CACHE_CONTROL.text(), "no-store");
    if (failure.status() == 503) {
      head.add(Name.RETRY_AFTER.text(), RETRY_AFTER_SECONDS);
    }
    return answer;
  }

  /**
   * The answer where a page is no more; crawlers take it off their lists.
   *
   * @param head takes the answer's head
   */
  static OwnAnswer gone(Head head, String id, @Nullable String accept, boolean varies) {
    Page page = new Page(410, "Gone", "This page is no longer here.", id);
    OwnAnswer answer = page.answer(head, accept);
    OwnAnswer.cacheable(head, varies);
    return answer;
  }

  /** What is said, in either form. */
  private record Page(int status, String title, String sentence, String id) {
    OwnAnswer answer(Head head, @Nullable String accept) {
      boolean json = accept != null && accept.contains("json") && !accept.contains("text/html");
      head.answer(status, title)
          .add(
              Name.CONTENT_TYPE.text(),
              json ? "application/problem+json" : "text/html; charset=utf-8")
          .add(Name.X_REQUEST_ID.text(), id);
      return new OwnAnswer(
          head, Unpooled.copiedBuffer(json ? json() : html(), StandardCharsets.UTF_8));
    }

    private String json() {
      return """
      {"status":%d,"title":"%s","detail":"%s","id":"%s"}
      """
          .formatted(status, title, sentence, id);
    }

    private String html() {
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
          .formatted(status, title, title, sentence, status, title, id);
    }
  }
}
