package dev.crossfade.rollout;

/** What came of an order to a rollout. */
public sealed interface Answer {

  /**
   * It was done. {@link RolloutView#durable()} says whether it is in the journal yet: holds,
   * rollbacks and aborts do not wait for that.
   */
  record Moved(RolloutView view) implements Answer {}

  /** It was not done, and nothing changed; the reason is one line, for whoever gave the order. */
  record Refused(String reason) implements Answer {}

  /** It was not done, and nothing changed: the rollout is not as whoever ordered it believes. */
  record Stale(RolloutView view) implements Answer {}
}
