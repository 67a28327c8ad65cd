package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.routing.Decision;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Copies the answer of one exchange as it passes, and hands it on when the client has all of it, so
 * that nobody can be delayed by it. On the exchange's event loop.
 *
 * <pre>
 *   Copying ── the client has it all ──► Over, and the copy is its user's
 *      └── too large, no room, another storefront's answer, failure ──► Over
 * </pre>
 */
final class Copying implements Report.Ending {
  private final CopyUser user;
  private final AnswerCopy copy;
  private final ClientRequest request;
  private boolean over;

  /**
   * An exchange that begins.
   *
   * @param copy empty
   * @param request whole until the exchange is over
   */
  Copying(CopyUser user, AnswerCopy copy, ClientRequest request) {
    this.user = user;
    this.copy = copy;
    this.request = request;
  }

  /**
   * The answer begins.
   *
   * @param by who answers in the end: when it is not who was to serve, both were asked already
   * @param said of its body; below 0: that will be seen
   */
  void onAnswer(Decision.Serve by, Head answer, long said) {
    if (over) {
      return;
    }
    if (by.reason() == Decision.Reason.FALLBACK) {
      giveUp();
      return;
    }
    ShadowMiss refusal = user.refusal(answer);
    giveUpIf(
        refusal != null ? refusal : copy.begin(answer, request.head().isMethod("HEAD") ? 0 : said));
  }

  /** So many bytes pass; they stay where they are. */
  void onAnswerBody(ByteBuf in, int length) {
    if (!over) {
      giveUpIf(copy.add(in, length));
    }
  }

  @Override
  public void onEnd(@Nullable Failure failure) {
    if (over) {
      return;
    }
    if (failure != null || !copy.isBegun()) {
      giveUp();
      return;
    }
    over = true;
    user.onWhole(copy);
  }

  private void giveUpIf(@Nullable ShadowMiss why) {
    if (why != null) {
      over = true;
      copy.release();
      user.onMiss(why);
    }
  }

  private void giveUp() {
    over = true;
    copy.release();
    user.onNothing();
  }
}
