package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Defines;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Keys;
import dev.crossfade.config.shape.Named;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Pending;
import dev.crossfade.config.shape.Ref;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A whole configuration, read and valid. */
public record Config(
    @Doc("Where clients connect.") @NotEmpty List<Listener> listeners,
    @Doc("The admin port: health, metrics, API and console.") Admin admin,
    @Doc("Which hops in front of the gateway are believed.") Trust trust,
    @Doc("How a visitor is recognised again.") Identity identity,
    @Doc("Keys of signed cookies.") Secrets secrets,
    @Doc("The storefronts: legacy and next, and any others by name.")
        @Keys(required = {"legacy", "next"})
        @Defines
        @NotEmpty
        Map<String, Backend> backends,
    @Doc("Named segments of visitors.") @Keys @Defines @Pending("no cohort is recognised")
        Map<String, Cohort> cohorts,
    @Doc("The parts of the shop that move as one; the first that matches a request wins.")
        @Defines
        @NotEmpty
        List<Unit> units,
    @Doc("The backend of requests that no unit matches.")
        @Named("default")
        @Default("legacy")
        @Ref("backends")
        String fallback,
    @Doc("Promises that a checkout stays on one backend until it ends.")
        @Keys
        @Defines
        @Pending("checkouts are not pinned to one storefront")
        Map<String, Pin> pins,
    @Doc("How crawlers are recognised and routed.") @Pending("crawlers are routed as visitors")
        Crawlers crawlers,
    @Doc("Redirects, from files and written here.") @Pending("no redirect is answered")
        List<Redirect> redirects,
    @Doc("What the two storefronts must say alike to search engines.")
        @Pending("no answers are compared")
        Seo seo,
    @Doc("What a client may ask of the gateway.") Limits limits,
    @Doc("Where the gateway keeps what must survive a restart.") State state,
    @Doc("What the gateway tells about itself.") Telemetry telemetry)
    implements Checked {

  public Config {
    listeners = List.copyOf(listeners);
    units = List.copyOf(units);
    redirects = List.copyOf(redirects);
  }

  /** The unit of this name. */
  public Optional<Unit> unit(String name) {
    return units.stream().filter(unit -> unit.name().equals(name)).findFirst();
  }

  @Override
  public void check(Complaints complaints) {
    checkListeners(complaints);
    checkUnits(complaints.at("units"));
  }

  private void checkListeners(Complaints complaints) {
    Map<String, String> taken = new HashMap<>();
    taken.put(admin.bind().toString(), "admin.bind");
    for (int i = 0; i < listeners.size(); i++) {
      Listener listener = listeners.get(i);
      String path = "listeners[" + i + "].bind";
      String other = taken.putIfAbsent(listener.bind().toString(), path);
      if (other != null && listener.bind().port() != 0) {
        complaints
            .at("listeners")
            .at(i)
            .at("bind")
            .problem(listener.bind() + " is taken by " + other + " (expected: an address once)");
      }
      if (listener.proxyProtocol() && trust.proxies().isEmpty()) {
        complaints
            .at("listeners")
            .at(i)
            .at("proxyProtocol")
            .problem("nobody may speak it (expected: the hops that do under trust.proxies)");
      }
    }
  }

  private void checkUnits(Complaints complaints) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < units.size(); i++) {
      if (!names.add(units.get(i).name())) {
        complaints
            .at(i)
            .at("name")
            .problem("\"" + units.get(i).name() + "\" is another unit's (expected: its own name)");
      }
      if (waitsFor(units.get(i), units.get(i).name(), new HashSet<>())) {
        complaints
            .at(i)
            .at("rollout")
            .at("after")
            .problem("waits for itself, by way of what it names (expected: an order)");
      }
    }
  }

  private boolean waitsFor(Unit unit, String name, Set<String> seen) {
    Rollout rollout = unit.rollout();
    if (rollout == null) {
      return false;
    }
    for (String before : rollout.after()) {
      if (before.equals(name)) {
        return true;
      }
      if (seen.add(before) && unit(before).filter(u -> waitsFor(u, name, seen)).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
