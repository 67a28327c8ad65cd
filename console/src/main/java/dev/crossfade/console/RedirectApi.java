package dev.crossfade.console;

import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/redirects…}: what is counted about redirects, and about pages nobody has. */
final class RedirectApi {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private final RedirectService services;

  RedirectApi(RedirectService services) {
    this.services = services;
  }

  void stats(RoutingContext context) {
    Parameters asked = Parameters.of(context, "cursor", "limit");
    int from = asked.number("cursor", 0, 0, 999_999_999);
    Answers.json(context, 200, services.redirects(from, asked.number("limit", USUAL, 1, MOST)));
  }

  void misses(RoutingContext context) {
    Parameters asked = Parameters.of(context, "limit");
    Answers.json(context, 200, services.misses(asked.number("limit", USUAL, 1, MOST)));
  }
}
