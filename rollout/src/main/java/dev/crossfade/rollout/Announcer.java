package dev.crossfade.rollout;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners, in the order in which things happened. News are put in under the lock of a
 * unit and told after it: by one thread at a time, which takes what others put in meanwhile.
 */
final class Announcer {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);

  private final List<RolloutListener> listeners;
  private final Queue<Consumer<RolloutListener>> news = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean telling = new AtomicBoolean();

  Announcer(List<RolloutListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  void add(Consumer<RolloutListener> piece) {
    news.add(piece);
  }

  /** Must be called without any lock. */
  void tell() {
    while (!news.isEmpty() && telling.compareAndSet(false, true)) {
      try {
        for (Consumer<RolloutListener> piece = news.poll(); piece != null; piece = news.poll()) {
          tell(piece);
        }
      } finally {
        telling.set(false);
      }
    }
  }

  private void tell(Consumer<RolloutListener> piece) {
    for (RolloutListener listener : listeners) {
      try {
        piece.accept(listener);
      } catch (RuntimeException e) {
        log.warn("a listener of rollouts failed: {}", e.toString(), e);
      }
    }
  }
}
