package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.AdminServices;

/** {@code /api/v1/status} and {@code /api/v1/shadows}: the gateway in one look. */
public final class StatusApi {
  private final AdminServices services;

  public StatusApi(AdminServices services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/status", (c, _) -> Answers.json(c, 200, services.status()));
    routes.view("/api/v1/shadows", (c, _) -> Answers.json(c, 200, services.shadows()));
  }
}
