package dev.crossfade.proxy;

import dev.crossfade.config.value.Share;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.ShadowTarget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of a process get a shadow, and who compares the answers. What is too much is
 * dropped and told. Thread-safe.
 */
final class Mirror implements AutoCloseable {
  /** The longest answer that is compared. */
  static final int MOST_BODY = 1 << 20;

  private static final int MOST_UNDER_WAY = 64;
  private static final long MOST_BYTES = 16 << 20;

  /** The first of so many of a unit asks the same backend again, to learn what it contradicts. */
  private static final int PROBE_OF = 4;

  private final ShadowRoom room = new ShadowRoom(MOST_UNDER_WAY, MOST_BYTES);
  private final Shadows shadows;
  private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
  private volatile @Nullable Comparison comparison;

  /** Who compares, and what waits for them. */
  private record Comparison(ShadowSink sink, ShadowQueue queue) {}

  /** Two answers, whose copies are released when they are compared or dropped. */
  private record Entry(ShadowSink sink, MirrorOrder asked, AnswerCopy shadow)
      implements ShadowQueue.Entry {
    @Override
    public String unit() {
      return asked.unit();
    }

    @Override
    public void hand() {
      sink.onPair(asked.with(ShadowAnswer.of(shadow)));
    }

    @Override
    public void release() {
      asked.served().release();
      shadow.release();
    }

    @Override
    public void onDropped() {
      sink.onMiss(asked.unit(), ShadowMiss.DROPPED);
    }
  }

  Mirror(Shadows shadows) {
    this.shadows = shadows;
  }

  /** Begins to copy requests; once. */
  void open(ShadowSink sink) {
    if (comparison != null) {
      throw new IllegalStateException("shadows have a sink already (expected: one)");
    }
    comparison = new Comparison(sink, ShadowQueue.start("shadows"));
  }

  ShadowRoom room() {
    return room;
  }

  /**
   * Whether a request is to be asked twice.
   *
   * @return who copies its answer; null: it is not
   */
  @Nullable Copying begin(Plan plan, Decision.Serve serve, ClientRequest request, Loop loop) {
    String unit = serve.unit();
    if (comparison == null || unit == null) {
      return null;
    }
    ShadowTarget target = plan.decider().router().shadow(serve, request.method());
    if (target == null
        || ThreadLocalRandom.current().nextInt(Share.WHOLE) >= target.basisPoints()) {
      return null;
    }
    Upstream to = plan.upstream(isProbe(unit) ? serve.backend() : target.backend());
    if (!shadows.isAsked(to)) {
      onMiss(unit, ShadowMiss.DOWN);
      return null;
    }
    if (!room.isLeft()) {
      onMiss(unit, ShadowMiss.BUSY);
      return null;
    }
    AnswerCopy copy = new AnswerCopy(room, MOST_BODY);
    return new Copying(new Mirroring(this, plan, serve, to, request, loop), copy, request);
  }

  private boolean isProbe(String unit) {
    int turn = turns.computeIfAbsent(unit, _ -> new AtomicInteger()).getAndIncrement();
    return Math.floorMod(turn, PROBE_OF) == 0;
  }

  /** The visitor has all of the answer. */
  void send(MirrorOrder order, Upstream to, Loop loop) {
    shadows.send(order, to, loop);
  }

  /** Both answers are here. */
  void onPair(MirrorOrder asked, AnswerCopy shadow) {
    Comparison told = comparison;
    if (told != null) {
      told.queue.add(new Entry(told.sink, asked, shadow));
    }
  }

  void onMiss(String unit, ShadowMiss why) {
    Comparison told = comparison;
    if (told != null) {
      told.sink.onMiss(unit, why);
    }
  }

  @Override
  public void close() {
    Comparison told = comparison;
    if (told != null) {
      told.queue.close();
    }
  }
}
