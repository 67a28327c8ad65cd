package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.routing.Decision;
import org.jspecify.annotations.Nullable;

/** One exchange whose request is asked again once its visitor has the answer. */
final class Mirroring implements CopyUser {
  private final Mirror mirror;
  private final Decision.Serve serve;
  private final Upstream to;
  private final Plan plan;
  private final ClientRequest request;
  private final Loop loop;

  /**
   * An exchange that begins.
   *
   * @param serve as was decided for the visitor
   * @param to who is asked again
   * @param request whole until the exchange is over
   */
  Mirroring(
      Mirror mirror,
      Plan plan,
      Decision.Serve serve,
      Upstream to,
      ClientRequest request,
      Loop loop) {
    this.mirror = mirror;
    this.plan = plan;
    this.serve = serve;
    this.to = to;
    this.request = request;
    this.loop = loop;
  }

  @Override
  public @Nullable ShadowMiss refusal(Head answer) {
    return null;
  }

  @Override
  public void onWhole(AnswerCopy copy) {
    mirror.send(order(copy), to, loop);
  }

  /** The head is the request's, which will be somebody else's soon. */
  private MirrorOrder order(AnswerCopy copy) {
    Decision.Route shown =
        new Decision.Route(serve.unit(), to.name(), Decision.Arm.NONE, serve.reason());
    Decision.Serve marked = new Decision.Serve(shown, serve.bucket(), false, serve.pins());
    HeadSink head = HeadSink.like(request.head());
    plan.forwarding().toBackend(request, marked, to.hostHeader(), head);
    return new MirrorOrder(
        mirror,
        unit(),
        request.path(),
        serve.backend(),
        to.name(),
        to.backend().timeouts().firstByte(),
        head.marked(),
        copy);
  }

  private String unit() {
    String unit = serve.unit();
    return unit == null ? "" : unit;
  }

  @Override
  public void onMiss(ShadowMiss why) {
    mirror.onMiss(unit(), why);
  }

  @Override
  public void onNothing() {}
}
