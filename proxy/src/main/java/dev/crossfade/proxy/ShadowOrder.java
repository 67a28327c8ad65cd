package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import java.time.Duration;

/** A request that is sent on nobody's behalf, and who is told what came of it, once. */
interface ShadowOrder {
  /** What is sent; its own. */
  Head head();

  /** What its answer may take. */
  ShadowRoom room();

  /** The longest body that is read. */
  int mostBody();

  /** Until the answer begins. */
  Duration patience();

  /**
   * All of the answer is here. On an event loop; takes the copy over.
   *
   * @param firstByteNanos from when it was sent to the answer's first byte
   */
  void onAnswer(AnswerCopy answer, long firstByteNanos);

  /** There is no whole answer. On an event loop. */
  void onMiss(ShadowMiss why);
}
