package dev.crossfade.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an endpoint's host name stands for. Looked up on a virtual thread, never on an event loop;
 * asked again after a while and when no connection comes about. A lookup that fails leaves the last
 * good answer standing: a name server that is away must not take the shop with it. Thread-safe.
 */
final class UpstreamAddresses {
  private static final Logger log = LoggerFactory.getLogger(UpstreamAddresses.class);
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** A name that connects nowhere is not asked for more often than this. */
  private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How names are looked up; may block. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final String host;
  private final Resolver resolver;
  private final AtomicReference<CompletableFuture<List<InetAddress>>> underWay =
      new AtomicReference<>();
  private volatile List<InetAddress> known = List.of();
  private volatile long askedAt;

  UpstreamAddresses(String host, Resolver resolver) {
    this.host = host;
    this.resolver = resolver;
  }

  /** At least one address, at once if there ever was an answer. */
  CompletableFuture<List<InetAddress>> get() {
    List<InetAddress> now = known;
    if (now.isEmpty()) {
      return ask();
    }
    if (System.nanoTime() - askedAt > FRESH_NANOS) {
      ask();
    }
    return CompletableFuture.completedFuture(now);
  }

  /** The name may have moved. */
  void onConnectFailure() {
    if (System.nanoTime() - askedAt > APART_NANOS) {
      ask();
    }
  }

  /** One lookup at a time; whoever comes meanwhile shares it. */
  private CompletableFuture<List<InetAddress>> ask() {
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> other = underWay.compareAndExchange(null, mine);
    if (other != null) {
      return other;
    }
    Thread.ofVirtual().name("resolve-" + host).start(() -> resolve(mine));
    return mine;
  }

  private void resolve(CompletableFuture<List<InetAddress>> answer) {
    List<InetAddress> found = List.of();
    Exception failure = new UnknownHostException(host + ": no address");
    try {
      found = List.of(resolver.resolve(host));
    } catch (UnknownHostException | RuntimeException e) {
      failure = e;
      log.atWarn().addKeyValue("host", host).log("not resolved: {}", e.getMessage());
    }
    if (!found.isEmpty()) {
      known = found;
    }
    List<InetAddress> best = known;
    askedAt = System.nanoTime();
    underWay.set(null);
    if (best.isEmpty()) {
      answer.completeExceptionally(failure);
    } else {
      answer.complete(best);
    }
  }
}
