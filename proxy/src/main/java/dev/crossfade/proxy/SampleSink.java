package dev.crossfade.proxy;

import dev.crossfade.routing.Decision;

/** Takes samples of what visitors and crawlers are answered. */
public interface SampleSink {
  /**
   * Whether the answer to this request is wanted. On event loops, for each request that was drawn:
   * must be quick and neither block nor throw. Who says yes is told of it once more, by either of
   * the two below.
   *
   * @param serve decided for a unit, and for one of the two storefronts
   * @param path as it was asked for
   * @param query without the question mark; empty: none
   */
  boolean wants(Decision.Serve serve, String host, String path, String query);

  /** Takes a sample. On a thread of its own, which nobody waits for; may take its time. */
  void onSample(Sample sample);

  /**
   * A sample that was wanted came to nothing. On event loops and elsewhere: must neither block nor
   * throw.
   *
   * @param unit whose request it was
   */
  void onMiss(String unit, ShadowMiss why);
}
