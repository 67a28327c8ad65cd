package dev.crossfade.proxy;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/** The questions of a process to its storefronts. Thread-safe. */
final class Questions implements AutoCloseable {
  private final Shadows shadows;
  private final ShadowRoom room;
  private final Set<QuestionOrder> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param room how many there may be, and what their answers may take
   */
  Questions(Shadows shadows, ShadowRoom room) {
    this.shadows = shadows;
    this.room = room;
  }

  /** Asks on this event loop; from any thread. */
  CompletableFuture<Asked> ask(Plan plan, Question question, Loop loop) {
    Upstream to = plan.upstreams().get(question.backend());
    if (to == null || !shadows.isAsked(to)) {
      return CompletableFuture.completedFuture(new Asked.Missed(ShadowMiss.DOWN));
    }
    QuestionOrder order = QuestionOrder.of(question, to, room, underWay::remove);
    underWay.add(order);
    try {
      shadows.send(order, to, loop);
    } catch (RejectedExecutionException _) { // the event loops are ending
      order.onMiss(ShadowMiss.DOWN);
    }
    return order.asked();
  }

  /** The event loops have ended: what is not answered will not be. */
  @Override
  public void close() {
    for (QuestionOrder order : underWay) {
      order.onMiss(ShadowMiss.DOWN);
    }
  }
}
