package dev.crossfade.seo.parity;

import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.url.WebUrl;

/**
 * Two answers to one question.
 *
 * @param url what was asked for, as the public asks for it
 */
record Pair(WebUrl url, Page legacy, Page next, Site site) {
  Places places() {
    return new Places(url, legacy.url(), next.url(), site);
  }

  /** Whether both answered with what was asked for, rather than with an error or a redirect. */
  boolean isAnswered() {
    return hasContent(legacy.status()) && hasContent(next.status());
  }

  private static boolean hasContent(int status) {
    return Kind.of(status) == Kind.ANSWER && status != 204 && status != 205 && status != 304;
  }

  /** Whether both are pages of HTML, and legacy's is one that search engines may use. */
  boolean isJudged() {
    return isAnswered() && legacy.html() && next.html() && !legacy.indexing().hides("*");
  }

  /** Whether all of both bodies was read, so that what is not there is missing. */
  boolean isWhole() {
    return !legacy.isCut() && !next.isCut();
  }

  /** What a status means to a search engine. */
  enum Kind {
    ANSWER,
    REDIRECT,
    /** There is no such page; which of the many ways to say so is used makes no difference. */
    GONE,
    /** The server cannot answer now, and is crawled more slowly. */
    FAILED;

    static Kind of(int status) {
      if ((status >= 200 && status < 300) || status == 304) {
        return ANSWER;
      }
      if (status >= 300 && status < 400) {
        return REDIRECT;
      }
      return status >= 400 && status < 500 && status != 429 ? GONE : FAILED;
    }
  }
}
