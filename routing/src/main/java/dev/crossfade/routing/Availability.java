package dev.crossfade.routing;

/** Tells whether a backend can answer at all. Asked on the event loop: it must not wait. */
@FunctionalInterface
public interface Availability {
  /** Everything is fine. */
  Availability ALL = _ -> true;

  boolean isUp(String backend);
}
