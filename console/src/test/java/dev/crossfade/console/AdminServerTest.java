package dev.crossfade.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Admin;
import dev.crossfade.config.value.HostPort;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.AdminServices;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The admin port as it is put together. */
class AdminServerTest {
  /**
   * Whatever answers was opened with a role, or as open to everybody, by the one place that can: so
   * the test that walks all paths walks all paths.
   */
  @Test
  void router_hasNothingThatRoutesDidNotOpen() {
    Admin settings = new Admin(new HostPort("127.0.0.1", 0), null, false, List.of());
    try (AdminServer server = AdminServer.make(settings, services(settings))) {
      assertThat(server.router().getRoutes())
          .hasSizeGreaterThan(20)
          .allSatisfy(route -> assertThat(route.metadata()).containsKey(Routes.MARK));
    }
  }

  private static AdminServices services(Admin settings) {
    return (AdminServices)
        Proxy.newProxyInstance(
            AdminServices.class.getClassLoader(),
            new Class<?>[] {AdminServices.class},
            (_, method, _) -> {
              if (method.getName().equals("admin")) {
                return settings;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
