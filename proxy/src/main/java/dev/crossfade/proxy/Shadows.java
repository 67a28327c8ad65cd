package dev.crossfade.proxy;

import dev.crossfade.config.value.Share;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.ShadowTarget;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All shadows of a process: which requests get one, and how many there may be. What is too much is
 * dropped and told, nobody ever waits. Thread-safe.
 */
final class Shadows implements AutoCloseable {
  /** The first of so many of a unit asks the same backend again, to learn what it contradicts. */
  private static final int PROBE_OF = 4;

  private final ShadowRoom room = new ShadowRoom();
  private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
  private final Map<String, ShadowRest> rests = new ConcurrentHashMap<>();
  private volatile @Nullable ShadowQueue queue;

  /** Begins to copy requests; once. */
  void open(ShadowSink sink) {
    if (queue != null) {
      throw new IllegalStateException("shadows have a sink already (expected: one)");
    }
    queue = ShadowQueue.start(sink);
  }

  ShadowRoom room() {
    return room;
  }

  /**
   * Whether a request is to be asked twice.
   *
   * @return who copies its answer; null: it is not
   */
  @Nullable Mirroring sample(Plan plan, Decision.Serve serve, ClientRequest request, Loop loop) {
    String unit = serve.unit();
    if (queue == null || unit == null) {
      return null;
    }
    ShadowTarget target = plan.decider().router().shadow(serve, request.method());
    if (target == null
        || ThreadLocalRandom.current().nextInt(Share.WHOLE) >= target.basisPoints()) {
      return null;
    }
    Upstream to = plan.upstream(isProbe(unit) ? serve.backend() : target.backend());
    if (!to.isUp() || rest(to.name()).isOn(System.nanoTime())) {
      onMiss(unit, ShadowMiss.DOWN);
      return null;
    }
    if (!room.isLeft()) {
      onMiss(unit, ShadowMiss.BUSY);
      return null;
    }
    return new Mirroring(this, plan, serve, to, request, loop);
  }

  private boolean isProbe(String unit) {
    int turn = turns.computeIfAbsent(unit, _ -> new AtomicInteger()).getAndIncrement();
    return Math.floorMod(turn, PROBE_OF) == 0;
  }

  /** Sends a shadow in a turn of its own: what the event loop has to do now goes first. */
  void send(ShadowRequest asked, Upstream to, Loop loop) {
    if (!room.tryBegin()) {
      asked.served().release();
      onMiss(asked.unit(), ShadowMiss.BUSY);
      return;
    }
    loop.executor().execute(() -> begin(asked, to, loop));
  }

  private void begin(ShadowRequest asked, Upstream to, Loop loop) {
    UpstreamEndpoint endpoint = to.pick(List.of());
    if (endpoint.isLeisurely()) {
      new Shadow(this, asked, endpoint, loop).send(loop, to.backend().timeouts().firstByte());
    } else {
      room.end();
      asked.served().release();
      onMiss(asked.unit(), ShadowMiss.BUSY);
    }
  }

  /** Both answers are here. */
  void onPair(ShadowRequest asked, AnswerCopy shadow) {
    rest(asked.to()).onAnswer();
    ShadowQueue told = queue;
    if (told != null) {
      told.add(asked, shadow);
    }
  }

  /** The shadow came to nothing. */
  void onMiss(ShadowRequest asked, ShadowMiss why) {
    switch (why) {
      case FAILED, LATE -> rest(asked.to()).onFailure(System.nanoTime());
      case DOWN, BUSY, TOO_LARGE, PARTIAL, NO_PAGE, DROPPED -> {}
    }
    onMiss(asked.unit(), why);
  }

  private ShadowRest rest(String backend) {
    return rests.computeIfAbsent(backend, _ -> new ShadowRest());
  }

  void onMiss(@Nullable String unit, ShadowMiss why) {
    ShadowQueue told = queue;
    if (told != null && unit != null) {
      told.sink().onMiss(unit, why);
    }
  }

  @Override
  public void close() {
    ShadowQueue told = queue;
    if (told != null) {
      told.close();
    }
  }
}
