package dev.crossfade.deploy.gates;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.Telemetry;
import dev.crossfade.config.value.Durations;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.signals.FleetEvidence;
import dev.crossfade.rollout.signals.StageKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all gateways counted, from a Prometheus that scrapes them. It is read again and again while
 * somebody asks, by one virtual thread that ends by itself when nobody has asked for a while;
 * answers come at once, from the last reading. One that failed, is old, or lacks a gateway is no
 * evidence. Thread-safe.
 */
public final class PrometheusEvidence implements FleetEvidence, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PrometheusEvidence.class);
  private static final Duration IDLE = Duration.ofMinutes(1);

  /** Visitors are many numbers, and nothing about them is urgent. */
  private static final int TURNS_TO_VISITORS = 4;

  private final Ticker ticker;
  private final Supplier<Set<String>> expected;
  private final Fetch fetch = new Fetch();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Unit> units = new ConcurrentHashMap<>();
  private volatile Telemetry.@Nullable Evidence settings;
  private volatile @Nullable String silence;
  private @Nullable Thread thread; // guarded by lock
  private boolean closed; // guarded by lock

  /**
   * @param expected processes that Prometheus must have come by at, as each calls itself: this one,
   *     and the others that are known to run
   */
  public PrometheusEvidence(Ticker ticker, Supplier<Set<String>> expected) {
    this.ticker = requireNonNull(ticker, "ticker");
    this.expected = requireNonNull(expected, "expected");
  }

  /** What is known of the stage that a unit is at. */
  private static final class Unit {
    private final StageKey stage;
    private final EvidenceLedger ledger = new EvidenceLedger(); // of the thread
    private @Nullable Instant readAt; // of the thread
    private @Nullable Instant visitorsAt; // of the thread
    private int turns; // of the thread
    private volatile long wantedAt;
    private volatile long begun;
    private volatile Reading reading = new Reading.Missing("Prometheus was not asked yet");

    Unit(StageKey stage) {
      this.stage = stage;
    }
  }

  /**
   * Goes by another configuration.
   *
   * @param next null: nobody is asked
   */
  public void configure(Telemetry.@Nullable Evidence next) {
    lock.lock();
    try {
      settings = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Reading of(String name, StageKey stage) {
    Telemetry.Evidence now = settings;
    if (now == null) {
      return new Reading.Missing("no Prometheus is configured");
    }
    Unit unit =
        requireNonNull(
            units.compute(
                name,
                (_, known) ->
                    known == null || !known.stage.equals(stage) ? new Unit(stage) : known));
    unit.wantedAt = ticker.nanos();
    begin();
    return switch (unit.reading) {
      case Reading.Missing missing -> missing;
      case Reading.Counted counted -> {
        Duration age = Duration.ofNanos(ticker.nanos() - unit.begun);
        yield age.compareTo(now.staleAfter()) > 0
            ? new Reading.Missing(
                "Prometheus was last read %d s ago (expected: within %s)"
                    .formatted(age.toSeconds(), Durations.print(now.staleAfter())))
            : counted;
      }
    };
  }

  /** Why the last reading is no evidence; null: it is, or nobody has asked. */
  public @Nullable String problem() {
    return silence;
  }

  private void begin() {
    lock.lock();
    try {
      if (thread == null && !closed) {
        thread = Thread.ofVirtual().name("fleet-evidence").start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      Telemetry.Evidence now = settings;
      while (now != null && isWanted()) {
        read(now);
        pause(Pace.jittered(now.every()));
        now = settings;
      }
    } catch (InterruptedException _) {
      log.debug("fleet evidence is read no more");
    } finally {
      lock.lock();
      try {
        thread = null;
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isWanted() {
    units.values().removeIf(unit -> ticker.nanos() - unit.wantedAt > IDLE.toNanos());
    return !units.isEmpty();
  }

  private void pause(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Telemetry.Evidence before = settings;
      long left = nanos;
      while (left > 0 && !closed && Objects.equals(before, settings)) {
        left = changed.awaitNanos(left);
      }
      if (closed) {
        throw new InterruptedException("closed");
      }
    } finally {
      lock.unlock();
    }
  }

  /** All that is wanted, and first whether it is all there is. */
  private void read(Telemetry.Evidence now) throws InterruptedException {
    FleetReader reader = new FleetReader(now, fetch);
    long begun = ticker.nanos();
    try {
      Duration age = reader.age(expected.get());
      for (Map.Entry<String, Unit> wanted : units.entrySet()) {
        Unit unit = wanted.getValue();
        read(reader, wanted.getKey(), unit);
        unit.begun = begun;
        unit.reading = new Reading.Counted(unit.ledger.arms(), begun - age.toNanos());
      }
      if (silence != null) {
        silence = null;
        log.info("evidence of the fleet can be read again");
      }
    } catch (NoAnswer e) {
      if (!e.reason().equals(silence)) {
        log.warn("evidence of the fleet cannot be read: {}", e.reason());
        log.debug("evidence of the fleet", e);
      }
      silence = e.reason();
      units.values().forEach(unit -> unit.reading = new Reading.Missing(e.reason()));
    }
  }

  private void read(FleetReader reader, String name, Unit unit)
      throws NoAnswer, InterruptedException {
    Instant now = ticker.wall();
    reader.read(name, unit.stage, unit.readAt, now, unit.ledger);
    unit.readAt = now;
    if (unit.turns % TURNS_TO_VISITORS == 0) {
      reader.readVisitors(name, unit.stage, unit.visitorsAt, now, unit.ledger);
      unit.visitorsAt = now;
    }
    unit.turns++;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
    fetch.close();
  }
}
