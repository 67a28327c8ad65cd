package dev.crossfade.deploy.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;

/** Both storefronts of the demo shop, running on free loopback ports until closed. */
public final class DemoStorefronts implements AutoCloseable {
  private final Catalog catalog;
  private final NextStorefront nextStorefront;
  private final StorefrontServer legacy;
  private final StorefrontServer next;

  private DemoStorefronts(
      Catalog catalog,
      NextStorefront nextStorefront,
      StorefrontServer legacy,
      StorefrontServer next) {
    this.catalog = catalog;
    this.nextStorefront = nextStorefront;
    this.legacy = legacy;
    this.next = next;
  }

  public static DemoStorefronts start() throws IOException {
    return start(Pace.LEGACY, Pace.NEXT);
  }

  static DemoStorefronts start(Pace legacyPace, Pace nextPace) throws IOException {
    Catalog catalog = Catalog.demo();
    NextStorefront nextStorefront = new NextStorefront(catalog, nextPace);
    StorefrontServer legacy = StorefrontServer.start(new LegacyStorefront(catalog, legacyPace));
    try {
      StorefrontServer next = StorefrontServer.start(nextStorefront);
      return new DemoStorefronts(catalog, nextStorefront, legacy, next);
    } catch (IOException e) {
      legacy.close();
      throw e;
    }
  }

  public URI legacy() {
    return legacy.uri();
  }

  public URI next() {
    return next.uri();
  }

  public Catalog catalog() {
    return catalog;
  }

  /** Breaks next in one way, or mends it; takes effect with the next request. */
  public void fault(Fault fault) {
    nextStorefront.fault(requireNonNull(fault, "fault"));
  }

  @Override
  public void close() {
    next.close();
    legacy.close();
  }
}
