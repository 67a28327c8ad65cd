package dev.crossfade.proxy;

import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Pinned;

/**
 * Told what happens to pinned checkouts, each thing once. Called on event loops and by a timer:
 * must neither block nor throw.
 */
@FunctionalInterface
public interface PinSink {
  /**
   * Something happened.
   *
   * @param backend where the checkout is; empty: nowhere, its cookie was refused
   */
  void onPin(String pin, String backend, Decision.Arm arm, Pinned.Event event);
}
