package dev.crossfade.proxy;

import dev.crossfade.cohorts.Identities;
import dev.crossfade.config.model.Config;
import dev.crossfade.routing.Router;
import java.util.Map;

/**
 * A configuration compiled for the data plane. Immutable; an exchange reads the reference to it
 * once and lives by it to its end.
 */
record Plan(Config config, Router router, Identities identities, Map<String, Upstream> upstreams) {
  Plan {
    upstreams = Map.copyOf(upstreams);
  }

  Upstream upstream(String backend) {
    Upstream upstream = upstreams.get(backend);
    if (upstream == null) {
      throw new IllegalStateException("backend " + backend + " (expected: a validated name)");
    }
    return upstream;
  }
}
