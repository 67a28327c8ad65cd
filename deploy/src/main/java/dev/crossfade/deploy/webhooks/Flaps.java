package dev.crossfade.deploy.webhooks;

import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.schedule.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a gate that cannot make up its mind from telling each change of it: one message a gate in
 * so much time, then what it says by then. What was told last is not told again, and a gate of
 * which nothing was told yet is on hold.
 */
final class Flaps implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Flaps.class);

  private final Duration apart;
  private final Ticker ticker;
  private final Consumer<Told> sink;
  private final Map<Gate, Word> words = new HashMap<>();
  private final ScheduledThreadPoolExecutor later =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("webhooks-verdicts").factory());

  Flaps(Duration apart, Ticker ticker, Consumer<Told> sink) {
    this.apart = apart;
    this.ticker = ticker;
    this.sink = sink;
    later.setRemoveOnCancelPolicy(true);
  }

  private record Gate(String unit, String name) {}

  /** What is known of one gate. */
  private static final class Word {
    private Says told;
    private @Nullable Verdict latest;
    private Instant at = Instant.EPOCH;
    private long nanos;
    private boolean waits;
    private boolean first = true;

    Word(Says told) {
      this.told = told;
    }
  }

  /** A gate says another thing than before; null: it said nothing. */
  synchronized void judged(String unit, Verdict verdict, @Nullable Says before) {
    Gate gate = new Gate(unit, verdict.gate());
    Word word = words.computeIfAbsent(gate, _ -> new Word(before == null ? Says.HOLD : before));
    word.latest = verdict;
    word.at = ticker.wall();
    long wait = word.first ? 0 : word.nanos + apart.toNanos() - ticker.nanos();
    if (word.waits) {
      return;
    }
    if (wait <= 0) {
      tell(gate, word);
    } else if (!later.isShutdown()) {
      word.waits = true;
      later.schedule(() -> waited(gate, word), wait, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    later.shutdownNow();
  }

  private synchronized void waited(Gate gate, Word word) {
    word.waits = false;
    try {
      tell(gate, word);
    } catch (RuntimeException e) { // nobody looks at what becomes of a task
      log.error("unit={} gate={} was not told: {}", gate.unit(), gate.name(), e.toString(), e);
    }
  }

  private void tell(Gate gate, Word word) {
    Verdict verdict = word.latest;
    if (verdict == null || verdict.says() == word.told) {
      return;
    }
    Says before = word.told;
    word.told = verdict.says();
    word.nanos = ticker.nanos();
    word.first = false;
    sink.accept(new Told(gate.unit(), verdict, before, word.at));
  }
}
