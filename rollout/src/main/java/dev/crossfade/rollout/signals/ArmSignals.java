package dev.crossfade.rollout.signals;

import dev.crossfade.rollout.gates.Arm;
import dev.crossfade.rollout.statistics.Bursts;
import dev.crossfade.rollout.statistics.Latencies;
import dev.crossfade.rollout.statistics.LatencySketch;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.VisitorSample;
import dev.crossfade.rollout.statistics.VisitorSlots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What one arm of a unit did since the gateway began; its visitors since the stage did. Told by any
 * thread, asked by any.
 */
public final class ArmSignals {
  /** One page, with all that it loads, is one failure. */
  private static final int BURST_SECONDS = 2;

  private final Count answers = new Count();
  private final Count crawls = new Count();
  private final Map<String, Count> checkouts = new ConcurrentHashMap<>();
  private final Map<String, Count> sessions = new ConcurrentHashMap<>();
  private final Bursts errors = new Bursts(BURST_SECONDS);
  private final Bursts losses = new Bursts(BURST_SECONDS);

  /** One for each thread, since a sketch has one writer. */
  private final List<LatencySketch> sketches = new CopyOnWriteArrayList<>();

  private final ThreadLocal<LatencySketch> own = ThreadLocal.withInitial(this::sketch);
  private volatile VisitorSample visitors = new VisitorSample();

  /** The unit's, of both arms. */
  private final VisitorSlots slots;

  private final boolean next;

  ArmSignals(VisitorSlots slots, boolean next) {
    this.slots = slots;
    this.next = next;
  }

  private LatencySketch sketch() {
    LatencySketch made = new LatencySketch();
    sketches.add(made);
    return made;
  }

  /** A storefront answered, or failed to. */
  public void onAnswer(boolean error) {
    answers.add(error);
  }

  /**
   * The same of a visitor whose errors may come in bursts: a burst counts once.
   *
   * @param key a hash of who it is, even over all bits
   * @param second the time, by any clock that does not go back
   */
  public void onAnswer(boolean error, long key, long second) {
    if (!error || errors.begins(key, second)) {
      answers.add(error);
    }
  }

  /** How long it took to answer. */
  public void onLatency(long micros) {
    own.get().record(micros);
  }

  /**
   * Somebody came whom the exposure sent here.
   *
   * @param key a hash of who it is, even over all bits
   */
  public void onVisitor(long key) {
    visitors.add(key);
    slots.add(key, next);
  }

  /** About how many came since the stage began. */
  public long visitors() {
    return Math.round(visitors.snapshot().estimate());
  }

  /** A pinned checkout ended. */
  public void onCheckout(String pin, boolean completed) {
    count(checkouts, pin).add(!completed);
  }

  /** A request carried a session's cookie. */
  public void onSession(String cookie, boolean lost) {
    count(sessions, cookie).add(lost);
  }

  /** The same of a visitor who may lose it several times at once: that counts once. */
  public void onSession(String cookie, boolean lost, long key, long second) {
    if (!lost || losses.begins(key, second)) {
      onSession(cookie, lost);
    }
  }

  /** A verified crawler was answered. */
  public void onCrawl(boolean error) {
    crawls.add(error);
  }

  private static Count count(Map<String, Count> counts, String name) {
    Count known = counts.get(name);
    return known == null ? counts.computeIfAbsent(name, _ -> new Count()) : known;
  }

  /** Another stage, with other visitors. */
  void forgetVisitors() {
    visitors = new VisitorSample();
  }

  Arm now() {
    Latencies latencies = Latencies.NONE;
    for (LatencySketch sketch : sketches) {
      latencies = latencies.plus(sketch.snapshot());
    }
    return new Arm(
        answers.tally(),
        latencies,
        tallies(checkouts),
        tallies(sessions),
        crawls.tally(),
        visitors.snapshot());
  }

  private static Map<String, Tally> tallies(Map<String, Count> counts) {
    Map<String, Tally> tallies = new HashMap<>();
    counts.forEach((name, count) -> tallies.put(name, count.tally()));
    return tallies;
  }
}
