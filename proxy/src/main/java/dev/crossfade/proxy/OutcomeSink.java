package dev.crossfade.proxy;

/**
 * Takes the outcomes of requests. Called on event loops: must neither block nor throw; what it
 * cannot take it drops and counts.
 */
@FunctionalInterface
public interface OutcomeSink {
  void onOutcome(Outcome outcome);
}
