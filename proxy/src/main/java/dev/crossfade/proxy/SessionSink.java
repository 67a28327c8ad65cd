package dev.crossfade.proxy;

import dev.crossfade.routing.Decision;

/**
 * Told what became of the sessions that gates ask about. Called on event loops: must neither block
 * nor throw.
 */
@FunctionalInterface
public interface SessionSink {
  /**
   * A request that carried a session's cookie was answered.
   *
   * @param lost the storefront replaced or cleared it, unasked
   * @param visitorKey a hash of the visitor's identity
   */
  void onSession(Decision.Route route, String cookie, boolean lost, long visitorKey);
}
