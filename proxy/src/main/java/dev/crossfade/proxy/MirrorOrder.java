package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import java.time.Duration;

/**
 * A visitor's request on its second way.
 *
 * @param to who is asked; the same as {@code servedBy}: a probe of what it contradicts in itself
 * @param patience until the answer begins
 * @param head of the shadow, its own
 * @param served what the visitor got; whoever has the order releases it
 */
record MirrorOrder(
    Mirror mirror,
    String unit,
    String path,
    String servedBy,
    String to,
    Duration patience,
    Head head,
    AnswerCopy served)
    implements ShadowOrder {

  @Override
  public ShadowRoom room() {
    return mirror.room();
  }

  @Override
  public int mostBody() {
    return Mirror.MOST_BODY;
  }

  @Override
  public void onAnswer(AnswerCopy shadow, long firstByteNanos) {
    mirror.onPair(this, shadow);
  }

  @Override
  public void onMiss(ShadowMiss why) {
    served.release();
    mirror.onMiss(unit, why);
  }

  ShadowPair with(ShadowAnswer shadow) {
    return new ShadowPair(
        unit,
        head.method(),
        path,
        to.equals(servedBy),
        servedBy,
        to,
        ShadowAnswer.of(served),
        shadow);
  }
}
