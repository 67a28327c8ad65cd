package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.internal.PlatformDependent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the event loops fare. Each measures itself ten times a second: what it does later than it
 * should, a client's bytes wait for as well. Thread-safe.
 */
final class Load {
  private static final Logger log = LoggerFactory.getLogger(Load.class);
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<Watch> watches;
  private final Supplier<Limits.Overload> limits;
  private final DoubleSupplier memory;
  private final AtomicInteger overloaded = new AtomicInteger();

  /**
   * @param limits what is too much, as the active configuration says
   * @param memory which share of the memory for buffers is in use
   */
  Load(Loops loops, Supplier<Limits.Overload> limits, DoubleSupplier memory) {
    this.limits = limits;
    this.memory = memory;
    this.watches = loops.all().stream().map(Watch::new).toList();
  }

  /** Begins to measure; for once there is a configuration. */
  void start() {
    watches.forEach(Watch::start);
  }

  /** The share of the memory for buffers that is in use; 0: nobody counts it. */
  static double bufferMemory() {
    long most = PlatformDependent.maxDirectMemory();
    return most <= 0 ? 0 : Math.max(0, PlatformDependent.usedDirectMemory()) / (double) most;
  }

  /** Whether a new connection on this loop would be one too many. On the loop. */
  boolean isTooMuch(Loop loop) {
    return watches.get(loop.index()).overload.isOn();
  }

  /** How many loops turn new connections away. */
  int overloadedLoops() {
    return overloaded.get();
  }

  private double lagSeconds() {
    return watches.stream().mapToLong(watch -> watch.lag).max().orElse(0) / 1e9;
  }

  void bindTo(MeterRegistry registry) {
    Gauge.builder("crossfade.overloaded.loops", overloaded, AtomicInteger::get)
        .description("Event loops that turn new connections away because they are behind.")
        .register(registry);
    Gauge.builder("crossfade.loop.lag.seconds", this, Load::lagSeconds)
        .description("How late the event loop is that is behind most.")
        .register(registry);
    Gauge.builder("crossfade.buffer.memory.ratio", memory::getAsDouble)
        .description("The share of the memory for buffers that is in use.")
        .register(registry);
  }

  /** Measures one event loop, on it. */
  private final class Watch implements Runnable {
    private final Loop loop;
    private final Overload overload = new Overload();
    private long before;
    private volatile long lag;

    Watch(Loop loop) {
      this.loop = loop;
    }

    void start() {
      loop.executor()
          .execute(
              () -> {
                before = System.nanoTime();
                loop.executor()
                    .scheduleWithFixedDelay(this, PERIOD_NANOS, PERIOD_NANOS, TimeUnit.NANOSECONDS);
              });
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      lag = Math.max(0, now - before - PERIOD_NANOS);
      before = now;
      Limits.Overload most = limits.get();
      boolean memoryShort = memory.getAsDouble() > most.memory().ratio();
      boolean was = overload.isOn();
      overload.on(Overload.sample(lag, most.lag().toNanos(), memoryShort), now);
      if (was != overload.isOn()) {
        tell(memoryShort);
      }
    }

    /** One line for the first loop that is behind, and one when the last has caught up. */
    private void tell(boolean memoryShort) {
      if (overload.isOn()) {
        if (overloaded.getAndIncrement() == 0) {
          log.atWarn()
              .addKeyValue("why", memoryShort ? "memory" : "lag")
              .addKeyValue("lagMs", TimeUnit.NANOSECONDS.toMillis(lag))
              .addKeyValue("memory", memory.getAsDouble())
              .log("overloaded: new connections are turned away");
        }
      } else if (overloaded.decrementAndGet() == 0) {
        log.info("no longer overloaded");
      }
    }
  }
}
