package dev.crossfade.config.model;

import dev.crossfade.config.shape.CheckedInParts;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Defines;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Keys;
import dev.crossfade.config.shape.Named;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Ref;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A whole configuration, read and valid. */
public record Config(
    @Doc("Where clients connect.") @NotEmpty List<Listener> listeners,
    @Doc("The admin port: health, metrics, API and console.") Admin admin,
    @Doc("Which hops in front of the gateway are believed.") Trust trust,
    @Doc("How a visitor is recognised again.") Identity identity,
    @Doc("What the gateway signs with.") Secrets secrets,
    @Doc("The storefronts: legacy and next, and any others by name.")
        @Keys(required = {"legacy", "next"})
        @Defines
        @NotEmpty
        Map<String, Backend> backends,
    @Doc("Named segments of visitors.") @Keys @Defines Map<String, Cohort> cohorts,
    @Doc("The parts of the shop that move as one; the first that matches a request wins.")
        @Defines
        @NotEmpty
        List<Unit> units,
    @Doc("The backend of requests that no unit matches.")
        @Named("default")
        @Default("legacy")
        @Ref("backends")
        String fallback,
    @Doc("Promises that a checkout stays on one backend until it ends.") @Keys @Defines
        Map<String, Pin> pins,
    @Doc("How crawlers are recognised and routed.") Crawlers crawlers,
    @Doc("Redirects, from files and written here.") List<Redirect> redirects,
    @Doc("What the two storefronts must say alike to search engines.") Seo seo,
    @Doc("What a client may ask of the gateway.") Limits limits,
    @Doc("Where the gateway keeps what must survive a restart.") State state,
    @Doc("What the gateway tells about itself.") Telemetry telemetry)
    implements CheckedInParts {

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
    if (complaints.isRead("listeners")) {
      checkListeners(complaints);
    }
    if (complaints.isRead("units")) {
      checkNames(complaints.at("units"));
      checkOrder(complaints.at("units"));
      UnitOverlaps.check(units, complaints.at("units"));
    }
    if (complaints.isRead("units", "pins", "seo")) {
      Comparisons.check(this, complaints);
    }
    if (complaints.isRead("units", "secrets") && secrets.webhookKey() == null) {
      warnOfUnsigned(complaints.at("units"));
    }
  }

  private void checkListeners(Complaints complaints) {
    Map<String, String> taken = new HashMap<>();
    if (complaints.isRead("admin")) {
      taken.put(admin.bind().toString(), "admin.bind");
    }
    for (int i = 0; i < listeners.size(); i++) {
      Listener listener = listeners.get(i);
      Complaints here = complaints.at("listeners").at(i);
      String other = taken.putIfAbsent(listener.bind().toString(), "listeners[" + i + "].bind");
      if (other != null && listener.bind().port() != 0) {
        here.at("bind")
            .problem(listener.bind() + " is taken by " + other + " (expected: an address once)");
      }
      if (listener.proxyProtocol() && complaints.isRead("trust") && trust.proxies().isEmpty()) {
        here.at("proxyProtocol")
            .problem("nobody may speak it (expected: the hops that do under trust.proxies)");
      }
    }
  }

  /** Once is enough: one key signs them all. */
  private void warnOfUnsigned(Complaints complaints) {
    for (int i = 0; i < units.size(); i++) {
      Rollout rollout = units.get(i).rollout();
      if (rollout != null && !rollout.rollback().webhooks().isEmpty()) {
        complaints
            .at(i)
            .at("rollout")
            .at("rollback")
            .at("notify")
            .warning("webhooks are sent unsigned: there is no secrets.webhookKey");
        return;
      }
    }
  }

  private void checkNames(Complaints complaints) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < units.size(); i++) {
      String name = units.get(i).name();
      if (!names.add(name)) {
        complaints
            .at(i)
            .at("name")
            .problem("\"" + name + "\" is another unit's (expected: its own name)");
      }
    }
  }

  /** Takes away the units that wait for nobody left, again and again; who stays waits in a ring. */
  private void checkOrder(Complaints complaints) {
    Map<String, Set<String>> waitFor = new HashMap<>();
    Map<String, Set<String>> awaitedBy = new HashMap<>();
    Set<String> known = units.stream().map(Unit::name).collect(Collectors.toSet());
    for (Unit unit : units) {
      List<String> after =
          unit.rollout() == null
              ? List.of()
              : unit.rollout().after().stream().filter(known::contains).toList();
      waitFor.computeIfAbsent(unit.name(), _ -> new HashSet<>()).addAll(after);
      after.forEach(name -> awaitedBy.computeIfAbsent(name, _ -> new HashSet<>()).add(unit.name()));
    }
    trim(waitFor, awaitedBy);
    // The same backwards leaves the rings themselves, without those who only wait for them.
    awaitedBy.keySet().retainAll(waitFor.keySet());
    awaitedBy.values().forEach(names -> names.retainAll(waitFor.keySet()));
    waitFor.keySet().forEach(name -> awaitedBy.computeIfAbsent(name, _ -> new HashSet<>()));
    trim(awaitedBy, waitFor);
    for (int i = 0; i < units.size(); i++) {
      if (awaitedBy.containsKey(units.get(i).name())) {
        complaints
            .at(i)
            .at("rollout")
            .at("after")
            .problem("waits for itself, by way of what it names (expected: an order)");
      }
    }
  }

  /** Removes what points to nothing left; {@code back} has the same edges in reverse. */
  private static void trim(Map<String, Set<String>> edges, Map<String, Set<String>> back) {
    Deque<String> free = new ArrayDeque<>();
    edges.forEach(
        (name, targets) -> {
          if (targets.isEmpty()) {
            free.add(name);
          }
        });
    while (!free.isEmpty()) {
      String name = free.remove();
      edges.remove(name);
      for (String other : back.getOrDefault(name, Set.of())) {
        Set<String> targets = edges.get(other);
        if (targets != null && targets.remove(name) && targets.isEmpty()) {
          free.add(other);
        }
      }
    }
  }
}
