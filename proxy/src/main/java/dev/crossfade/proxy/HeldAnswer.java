package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * An answer that waits while another storefront is asked: its head, what came with it before its
 * line was stopped, and how it ended if it did. Owns its buffer; released once.
 */
final class HeldAnswer {
  private final Head head;
  private final long said;
  private final ByteBuf body = Unpooled.buffer(0);
  private boolean ended;
  private @Nullable Head trailers;
  private @Nullable Failure gone;

  /**
   * Holds an answer.
   *
   * @param answer is copied
   * @param said of its body; below 0: that will be seen
   */
  HeldAnswer(Head answer, long said) {
    this.head = new Head().copy(answer);
    this.said = said;
  }

  /** Takes so many bytes from {@code in}, which stays the caller's. */
  void onBody(ByteBuf in, int length) {
    body.writeBytes(in, length);
  }

  void onEnd(@Nullable Head last) {
    ended = true;
    trailers = last == null ? null : new Head().copy(last);
  }

  void onGone(Failure failure) {
    gone = failure;
  }

  boolean isEnded() {
    return ended;
  }

  Head head() {
    return head;
  }

  /** Of the body; below 0: that will be seen. */
  long said() {
    return said;
  }

  /** Tells what came behind the head so far, and whether it ended. The buffer is released. */
  void tellRest(UpstreamUser user) {
    if (body.isReadable()) {
      user.onAnswerBody(body, body.readableBytes());
    }
    release();
    Failure failure = gone;
    if (ended) {
      user.onAnswerEnd(trailers);
    } else if (failure != null) {
      user.onUpstreamGone(failure);
    }
  }

  void release() {
    if (body.refCnt() > 0) {
      body.release();
    }
  }
}
