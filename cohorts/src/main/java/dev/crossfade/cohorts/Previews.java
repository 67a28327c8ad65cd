package dev.crossfade.cohorts;

import org.jspecify.annotations.Nullable;

/** Reads signed previews. */
@FunctionalInterface
public interface Previews {
  /** Nobody carries one. */
  Previews NONE = (_, _) -> null;

  /** The one that the sender carries and that holds now; null: none. */
  @Nullable Preview of(RequestHead head, long nowMillis);
}
