package dev.crossfade.console.service;

import java.util.Set;

/**
 * What whoever gives an order believes of the thing it is about. It is looked at together with the
 * order, so that of two who order at once the second is told.
 *
 * @param any whether it is meant whatever the version
 * @param versions one of which it must be otherwise
 */
public record Expected(boolean any, Set<String> versions) {
  /** Whatever there is. */
  public static final Expected ANY = new Expected(true, Set.of());

  public Expected {
    versions = Set.copyOf(versions);
  }

  /** One of these versions. */
  public static Expected of(Set<String> versions) {
    return new Expected(false, versions);
  }

  public boolean isMetBy(String version) {
    return any || versions.contains(version);
  }
}
