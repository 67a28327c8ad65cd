package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Paging;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.RedirectService;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/redirects…}: what is counted about redirects, and about pages nobody has. */
public final class RedirectApi {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private final RedirectService services;

  public RedirectApi(RedirectService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/redirects/stats", (c, _) -> stats(c));
    routes.view("/api/v1/redirects/misses", (c, _) -> misses(c));
  }

  private void stats(RoutingContext context) {
    Parameters asked = Parameters.of(context, "cursor", "limit");
    int from = asked.number("cursor", 0, 0, 999_999_999);
    RedirectService.Entries page = services.redirects(from, asked.number("limit", USUAL, 1, MOST));
    Paging.next(context, page.next());
    Answers.json(context, 200, page);
  }

  private void misses(RoutingContext context) {
    Parameters asked = Parameters.of(context, "cursor", "limit");
    int from = asked.number("cursor", 0, 0, 999_999_999);
    RedirectService.Misses page = services.misses(from, asked.number("limit", USUAL, 1, MOST));
    Paging.next(context, page.cursor());
    Answers.json(context, 200, page);
  }
}
