package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;

/**
 * A request that is asked once more.
 *
 * @param to who is asked; the same as {@code servedBy}: a probe of what it contradicts in itself
 * @param head of the shadow, its own
 * @param served what the visitor got; whoever has the request releases it
 */
record ShadowRequest(
    String unit, String path, String servedBy, String to, Head head, AnswerCopy served) {

  ShadowPair with(ShadowAnswer shadow) {
    return new ShadowPair(
        unit, head.method(), path, to.equals(servedBy), servedBy, to, served.answer(), shadow);
  }
}
