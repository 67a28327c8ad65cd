package dev.crossfade.routing.redirects;

import dev.crossfade.config.model.Redirect;

/**
 * Whom a redirect is for, as whoever asks knows it: the map knows neither visitors nor rollouts.
 * Asked while a request waits, so it must neither block nor allocate.
 */
@FunctionalInterface
public interface Scope {
  /**
   * Whether a redirect of this policy holds for this visitor now.
   *
   * <p>{@link Way#FORTH}: its {@code when} holds and, if it may be reversed, next serves the
   * visitor. {@link Way#BACK}: legacy serves the visitor.
   */
  boolean holds(Redirect.Policy policy, Way way);

  /** Which way a redirect leads. */
  enum Way {
    /** From the old URL to the new one, as it was written. */
    FORTH,
    /** From the new URL to the old one: derived from a redirect that says {@code reverse}. */
    BACK
  }
}
