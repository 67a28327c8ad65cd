package dev.crossfade.console.access;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * What every answer of the admin port tells browsers: take scripts, styles and data from here only,
 * show this in nobody's frame, guess no types, keep no copy.
 */
public final class SafeHeaders {
  private static final String CONTENT_SECURITY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private SafeHeaders() {}

  /** Sets them before anything else is done, so that no way of answering is without. */
  public static void set(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("content-security-policy", CONTENT_SECURITY);
    headers.set("x-content-type-options", "nosniff");
    headers.set("x-frame-options", "DENY");
    // Not no-referrer, by which browsers would send Origin: null with our own forms.
    headers.set("referrer-policy", "same-origin");
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set("cache-control", "no-store");
    if (context.request().isSSL()) {
      headers.set("strict-transport-security", "max-age=31536000");
    }
    context.next();
  }
}
