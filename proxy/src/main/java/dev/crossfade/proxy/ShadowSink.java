package dev.crossfade.proxy;

/** Told of every request that was chosen to be asked twice, once. */
public interface ShadowSink {
  /** Takes both answers. On a thread of its own, which nobody waits for; may take its time. */
  void onPair(ShadowPair pair);

  /**
   * There is nothing to compare. On event loops and elsewhere: must neither block nor throw.
   *
   * @param unit whose request it was
   */
  void onMiss(String unit, ShadowMiss why);
}
