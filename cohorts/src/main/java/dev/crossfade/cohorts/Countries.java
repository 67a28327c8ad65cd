package dev.crossfade.cohorts;

import org.jspecify.annotations.Nullable;

/** Tells where a request comes from. Asked on the event loop: it must not wait. */
@FunctionalInterface
public interface Countries {
  /** Nobody knows. */
  Countries UNKNOWN = _ -> null;

  /** ISO 3166, two capital letters; null: it is not known. */
  @Nullable String of(RequestHead head);
}
