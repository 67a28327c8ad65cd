package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.value.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A backend as the data plane sees it: its endpoints and who is next. Thread-safe. */
final class Upstream {
  private static final Logger log = LoggerFactory.getLogger(Upstream.class);

  /** In, not tried yet and taking part. */
  private static final int BEST = 7;

  private static final int GOLDEN = 0x9e37_79b9;

  private final String name;
  private final Backend backend;
  private final UpstreamTls tls;
  private final List<UpstreamEndpoint> endpoints;
  private final int mayBeEjected;
  private final RetryBudget retryBudget;
  private final AtomicInteger turn = new AtomicInteger();
  private List<UpstreamCheck> checks = List.of();

  private Upstream(
      String name, Backend backend, UpstreamTls tls, List<UpstreamEndpoint> endpoints) {
    this.name = name;
    this.backend = backend;
    this.tls = tls;
    this.endpoints = endpoints;
    int count = endpoints.size();
    this.mayBeEjected =
        count == 1 ? 0 : count * backend.ejection().maxShare().basisPoints() / Share.WHOLE;
    this.retryBudget = new RetryBudget(backend.retries().budget());
  }

  static Upstream of(
      String name,
      Backend backend,
      Transport transport,
      UpstreamTls tls,
      UpstreamAddresses.Resolver resolver,
      List<Loop> loops) {
    return new Upstream(
        name,
        backend,
        tls,
        backend.endpoints().stream()
            .map(address -> new UpstreamConnector(address, backend, transport, tls, resolver))
            .map(connector -> new UpstreamEndpoint(backend, connector, loops))
            .toList());
  }

  /** Starts to check the endpoints; a second time does nothing. On the activating thread. */
  void start(Loops loops) {
    Backend.Health health = backend.health();
    if (health == null || !checks.isEmpty()) {
      return;
    }
    List<UpstreamCheck> started = new ArrayList<>();
    for (UpstreamEndpoint endpoint : endpoints) {
      String host = hostHeader().isEmpty() ? endpoint.name() : hostHeader();
      started.add(UpstreamCheck.start(name, endpoint, health, host, loops.next()));
    }
    checks = started;
  }

  String name() {
    return name;
  }

  Backend backend() {
    return backend;
  }

  UpstreamTls tls() {
    return tls;
  }

  /** The literal host that its requests carry; empty: what the client asked for. */
  String hostHeader() {
    return backend.hostHeader().equals("preserve") ? "" : backend.hostHeader();
  }

  List<UpstreamEndpoint> endpoints() {
    return endpoints;
  }

  RetryBudget retryBudget() {
    return retryBudget;
  }

  /** Whether one of its endpoints is neither ejected nor found unhealthy. */
  boolean isUp() {
    long now = System.nanoTime();
    for (UpstreamEndpoint endpoint : endpoints) {
      if (endpoint.standing().isIn(now)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Who gets the next request: one that is in and was not tried yet, else one that is in, and if
   * none is, any. A shop on endpoints that we doubt is better than none.
   *
   * @param tried where this request went before
   */
  UpstreamEndpoint pick(List<UpstreamEndpoint> tried) {
    if (endpoints.size() == 1) {
      return endpoints.getFirst();
    }
    long now = System.nanoTime();
    return switch (backend.balance()) {
      case ROUND_ROBIN -> nextInTurn(tried, now);
      case LEAST_REQUESTS -> leastBusy(tried, now);
    };
  }

  /** One that is out passes its turn on, so that its neighbour does not get two. */
  private UpstreamEndpoint nextInTurn(List<UpstreamEndpoint> tried, long now) {
    int myTurn = turn.getAndIncrement();
    UpstreamEndpoint best = at(myTurn);
    int bestRank = rank(best, tried, myTurn, now);
    for (int i = 1; i < endpoints.size() && bestRank < BEST; i++) {
      myTurn = turn.getAndIncrement();
      UpstreamEndpoint other = at(myTurn);
      int rank = rank(other, tried, myTurn, now);
      if (rank > bestRank) {
        best = other;
        bestRank = rank;
      }
    }
    return best;
  }

  /** The turn decides among equals. */
  private UpstreamEndpoint leastBusy(List<UpstreamEndpoint> tried, long now) {
    int myTurn = turn.getAndIncrement();
    UpstreamEndpoint best = at(myTurn);
    int bestRank = rank(best, tried, myTurn, now);
    for (int i = 1; i < endpoints.size(); i++) {
      UpstreamEndpoint other = at(myTurn + i);
      int rank = rank(other, tried, myTurn, now);
      if (rank > bestRank || (rank == bestRank && other.underWay() < best.underWay())) {
        best = other;
        bestRank = rank;
      }
    }
    return best;
  }

  private UpstreamEndpoint at(int turn) {
    return endpoints.get(Math.floorMod(turn, endpoints.size()));
  }

  private static int rank(
      UpstreamEndpoint endpoint, List<UpstreamEndpoint> tried, int turn, long now) {
    UpstreamStanding standing = endpoint.standing();
    return (standing.isIn(now) ? 4 : 0)
        + (tried.contains(endpoint) ? 0 : 2)
        + (takesPart(turn, standing.weight(now)) ? 1 : 0);
  }

  /**
   * Slow start: an endpoint that came back takes part in that share of the turns. To compare
   * weighted loads instead would give it nothing at all when there is little to do, and everything
   * at once at the end of the ramp. Multiples of the golden ratio spread the turns evenly.
   */
  private static boolean takesPart(int turn, double weight) {
    return weight >= 1 || Integer.toUnsignedLong(turn * GOLDEN) < weight * (1L << Integer.SIZE);
  }

  /**
   * A request failed through the endpoint's fault.
   *
   * @param what it did, in a word or two
   */
  void onError(UpstreamEndpoint endpoint, String what) {
    long now = System.nanoTime();
    if (!endpoint.standing().onError(now)) {
      return;
    }
    if (mayBeEjected > 0) {
      eject(endpoint, what);
    } else {
      keepIn(endpoint, what, now);
    }
  }

  private synchronized void eject(UpstreamEndpoint endpoint, String what) {
    long now = System.nanoTime();
    if (endpoint.standing().isEjected(now)) {
      return;
    }
    long out = endpoints.stream().filter(other -> other.standing().isEjected(now)).count();
    if (out < mayBeEjected) {
      endpoint.standing().eject(now, what);
      warn(endpoint, "ejected");
    } else {
      keepIn(endpoint, what, now);
    }
  }

  private void keepIn(UpstreamEndpoint endpoint, String what, long now) {
    if (endpoint.standing().keepIn(now, what)) {
      warn(endpoint, "fails and is kept in");
    }
  }

  private void warn(UpstreamEndpoint endpoint, String what) {
    log.atWarn().addKeyValue("backend", name).addKeyValue("endpoint", endpoint.name()).log(what);
  }

  void retire() {
    checks.forEach(UpstreamCheck::stop);
    endpoints.forEach(UpstreamEndpoint::retire);
  }

  void sweep() {
    endpoints.forEach(UpstreamEndpoint::sweep);
  }
}
