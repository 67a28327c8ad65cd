package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import org.jspecify.annotations.Nullable;

/** Who has a visitor's answer copied; told once what came of it. On the exchange's event loop. */
interface CopyUser {
  /** Why this answer is not worth copying; null: it is. */
  @Nullable ShadowMiss refusal(Head answer);

  /** The visitor has all of it, and the request is still there. Takes the copy over. */
  void onWhole(AnswerCopy copy);

  /** There is no copy. */
  void onMiss(ShadowMiss why);

  /** The visitor has not got all of it, or another storefront's. */
  void onNothing();
}
