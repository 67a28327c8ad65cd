package dev.crossfade.seo.audit.redirects;

import dev.crossfade.seo.fetch.Fetched.Cause;
import dev.crossfade.seo.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * The little that is remembered of an answer.
 *
 * @param status 0: nobody answered
 * @param redirects whether it leads on, or would
 * @param location where to; null: nowhere, or to nothing that can be asked for
 * @param written the Location as it stands; empty: none
 * @param failure why nobody answered; empty: somebody did
 * @param cause of the failure; null: there was none
 * @param hidden why search engines do not take it, such as {@code says noindex}; empty: they do
 * @param soft whether it is like the page for addresses that never were
 */
record Landing(
    WebUrl url,
    int status,
    boolean redirects,
    @Nullable WebUrl location,
    String written,
    String failure,
    @Nullable Cause cause,
    String hidden,
    boolean soft) {

  static Landing failed(WebUrl url, Cause cause, String failure) {
    return new Landing(url, 0, false, null, "", failure, cause, "", false);
  }

  boolean isTemporary() {
    return redirects && (status == 302 || status == 303 || status == 307);
  }

  boolean isLost() {
    return status == 404 || status == 410;
  }

  /** As a part of a chain: {@code 301}, {@code no answer}. */
  String said() {
    return status == 0 ? "no answer" : Integer.toString(status);
  }
}
