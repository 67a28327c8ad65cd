package dev.crossfade.proxy;

/**
 * Told what happens to pinned checkouts, each thing once. Called on event loops and by a timer:
 * must neither block nor throw.
 */
@FunctionalInterface
public interface PinSink {
  void onPin(PinNews news);
}
