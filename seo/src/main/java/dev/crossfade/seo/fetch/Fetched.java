package dev.crossfade.seo.fetch;

import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.url.WebUrl;

/** What came of asking. */
public sealed interface Fetched {
  WebUrl url();

  /** Somebody answered. */
  record Answered(Answer answer) implements Fetched {
    @Override
    public WebUrl url() {
      return answer.url();
    }
  }

  /**
   * Nobody answered, or with what is no answer.
   *
   * @param message for people, with the address: {@code https://a.example/: no certificate for
   *     a.example}
   */
  record Failed(WebUrl url, Cause cause, String message) implements Fetched {}

  /** Why there is no answer. */
  enum Cause {
    NAME,
    CONNECT,
    TLS,
    TIMEOUT,
    PROTOCOL,
    TOO_LARGE
  }
}
