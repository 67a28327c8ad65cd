package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.AdminServices;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/status} and {@code /api/v1/shadows}: the gateway in one look. */
public final class StatusApi {
  private final AdminServices services;

  public StatusApi(AdminServices services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/status", (c, _) -> status(c));
    routes.view("/api/v1/shadows", (c, _) -> shadows(c));
  }

  private void status(RoutingContext context) {
    Parameters.none(context);
    Answers.json(context, 200, services.status());
  }

  private void shadows(RoutingContext context) {
    Parameters.none(context);
    Answers.json(context, 200, services.shadows());
  }
}
