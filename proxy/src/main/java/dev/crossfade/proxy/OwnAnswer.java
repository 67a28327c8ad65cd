package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.routing.Decision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * An answer that the gateway gives itself.
 *
 * @param body whoever sends or drops the answer releases it
 */
record OwnAnswer(Head head, ByteBuf body) {
  /**
   * Sends the visitor on. What holds for everybody and for good may be cached; what depends on the
   * visitor may not, nor what is over with the rollout.
   *
   * @param head takes the answer's head
   * @param identity the cookie by which the visitor is decided alike at the other page; null: none
   */
  static OwnAnswer redirect(
      Head head, Decision.Redirect redirect, String id, @Nullable String identity) {
    int status = redirect.status();
    head.answer(status, HttpResponseStatus.valueOf(status).reasonPhrase())
        .add(Name.LOCATION.text(), redirect.location())
        .add(Name.X_REQUEST_ID.text(), id);
    if (identity != null) {
      head.add(Name.SET_COOKIE.text(), identity);
    }
    cacheable(head, redirect.varies());
    return new OwnAnswer(head, Unpooled.EMPTY_BUFFER);
  }

  /** Says whether shared caches may keep it. */
  static void cacheable(Head head, boolean varies) {
    if (varies) {
      head.add(Name.CACHE_CONTROL.text(), "private, no-cache").add(Name.VARY.text(), "Cookie");
    }
  }
}
