package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.routing.Decision;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A {@link Question} on its way, and the promise of its answer. */
final class QuestionOrder implements ShadowOrder {
  /**
   * The visitor in whose place we ask: an address that is kept for documentation (RFC 5737), since
   * shops tell more to their own machine and to nobody's do as to anybody.
   */
  private static final InetAddress NOBODY = address("192.0.2.1");

  private final Question question;
  private final ShadowRoom room;
  private final Head head;
  private final Consumer<QuestionOrder> onEnd;
  private final CompletableFuture<Asked> asked = new CompletableFuture<>();

  private QuestionOrder(
      Question question, ShadowRoom room, Head head, Consumer<QuestionOrder> onEnd) {
    this.question = question;
    this.room = room;
    this.head = head;
    this.onEnd = onEnd;
  }

  /**
   * A question to this backend.
   *
   * @param onEnd told when it is over
   */
  static QuestionOrder of(
      Question question, Upstream to, ShadowRoom room, Consumer<QuestionOrder> onEnd) {
    return new QuestionOrder(question, room, head(question, to), onEnd);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(text, e);
    }
  }

  /** As the backend would have got it from a visitor. */
  private static Head head(Question question, Upstream to) {
    ClientRequest visitors = new ClientRequest(new Texts()).clear();
    Head asked = visitors.head().request("GET", question.target()).add("host", question.host());
    question.headers().forEach((name, values) -> values.forEach(value -> asked.add(name, value)));
    boolean told = question.headers().containsKey("x-forwarded-host");
    visitors.begin(
        new Hops(NOBODY.getHostAddress(), told, NOBODY, question.scheme().equals("https")),
        List.of());
    Decision.Route route =
        new Decision.Route(question.unit(), to.name(), Decision.Arm.NONE, Decision.Reason.DEFAULT);
    HeadSink head = HeadSink.like(asked);
    Forwarding.OURS.toBackend(
        visitors, new Decision.Serve(route, -1, false, List.of()), to.hostHeader(), head);
    return head.marked();
  }

  CompletableFuture<Asked> asked() {
    return asked;
  }

  @Override
  public Head head() {
    return head;
  }

  @Override
  public ShadowRoom room() {
    return room;
  }

  @Override
  public int mostBody() {
    return question.mostBody();
  }

  @Override
  public Duration patience() {
    return question.patience();
  }

  @Override
  public void onAnswer(AnswerCopy answer, long firstByteNanos) {
    Asked.Answered told =
        new Asked.Answered(answer.status(), answer.fields(), answer.body(), firstByteNanos);
    answer.release();
    complete(told);
  }

  @Override
  public void onMiss(ShadowMiss why) {
    complete(new Asked.Missed(why));
  }

  /** Whoever waits for it may take long over it, which an event loop must not. */
  private void complete(Asked told) {
    onEnd.accept(this);
    Thread.ofVirtual().name("asked").start(() -> asked.complete(told));
  }
}
