package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.FleetService;

/** {@code /api/v1/fleet}: the gateways that share a store. */
public final class FleetApi {
  private final FleetService fleet;

  public FleetApi(FleetService fleet) {
    this.fleet = fleet;
  }

  public void open(Routes routes) {
    routes.view(
        "/api/v1/fleet",
        (context, _) -> {
          Parameters.none(context);
          Answers.json(context, 200, fleet.fleet());
        });
  }
}
