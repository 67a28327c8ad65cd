package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.routing.Decision;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One exchange whose request will be asked again: copies the answer as it passes, and has the
 * shadow sent when the client has all of it, so that nobody can be delayed by it. On the exchange's
 * event loop.
 *
 * <pre>
 *   Copying ── the client has it all ──► Over, and the shadow is on its way
 *      └── too large, no room, another storefront's answer, failure ──► Over
 * </pre>
 */
final class Mirroring implements Report.Ending {
  private final Shadows shadows;
  private final Decision.Serve serve;
  private final Upstream to;
  private final Plan plan;
  private final ClientRequest request;
  private final Loop loop;
  private final AnswerCopy copy;
  private boolean over;

  /**
   * An exchange that begins.
   *
   * @param serve as was decided for the visitor
   * @param to who is asked again
   * @param request whole until the exchange is over
   */
  Mirroring(
      Shadows shadows,
      Plan plan,
      Decision.Serve serve,
      Upstream to,
      ClientRequest request,
      Loop loop) {
    this.shadows = shadows;
    this.plan = plan;
    this.serve = serve;
    this.to = to;
    this.request = request;
    this.loop = loop;
    this.copy = new AnswerCopy(shadows.room());
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
    } else {
      giveUpIf(copy.begin(answer, request.head().isMethod("HEAD") ? 0 : said));
    }
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
    shadows.send(asked(), to, loop);
  }

  /** The head is the request's, which will be somebody else's soon. */
  private ShadowRequest asked() {
    Decision.Route shown =
        new Decision.Route(serve.unit(), to.name(), Decision.Arm.NONE, serve.reason());
    Decision.Serve marked = new Decision.Serve(shown, serve.bucket(), false, serve.pins());
    HeadSink head = HeadSink.like(request.head());
    Forwarding.toBackend(request, marked, to.hostHeader(), plan.userHeader(), head);
    String unit = serve.unit();
    return new ShadowRequest(
        unit == null ? "" : unit, request.path(), serve.backend(), to.name(), head.marked(), copy);
  }

  private void giveUpIf(@Nullable ShadowMiss why) {
    if (why != null) {
      giveUp();
      shadows.onMiss(serve.unit(), why);
    }
  }

  private void giveUp() {
    over = true;
    copy.release();
  }
}
