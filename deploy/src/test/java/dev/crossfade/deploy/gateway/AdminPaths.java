package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.value.HostPort;
import dev.crossfade.console.AdminServer;
import dev.crossfade.console.http.Routes.Open;
import dev.crossfade.console.http.Routes.Route;
import dev.crossfade.console.service.AdminServices;
import java.lang.reflect.Proxy;
import java.util.List;

/** The paths that every admin port has, as one that is never opened tells them. */
final class AdminPaths {
  private AdminPaths() {}

  static List<Route> all() {
    try (AdminServer server = server()) {
      return server.routes().all();
    }
  }

  static List<Open> opened() {
    try (AdminServer server = server()) {
      return server.routes().opened();
    }
  }

  private static AdminServer server() {
    Admin settings = new Admin(new HostPort("127.0.0.1", 0), null, false, List.of());
    AdminServices none =
        (AdminServices)
            Proxy.newProxyInstance(
                AdminServices.class.getClassLoader(),
                new Class<?>[] {AdminServices.class},
                (_, method, _) ->
                    switch (method.getName()) {
                      case "metricsPath" -> "/metrics";
                      case "admin" -> settings;
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    return AdminServer.make(settings, none);
  }
}
