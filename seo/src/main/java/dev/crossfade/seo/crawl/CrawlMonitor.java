package dev.crossfade.seo.crawl;

import dev.crossfade.seo.store.Batch;
import dev.crossfade.seo.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over crawlers: counts what they are answered, writes it down by the hour, and looks every
 * few minutes whether it is still as it was. Counting is for event loops; the rest has a thread of
 * its own that nobody waits for. Where nothing can be written down it goes on in memory: that is
 * said once, and tried again.
 */
public final class CrawlMonitor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CrawlMonitor.class);
  private static final int PERIOD_SECONDS = 10;

  /** After the start, which a database should not make longer. */
  private static final int FIRST_SECONDS = 1;

  private static final int TURNS_TO_JUDGE = 12;
  private static final int TURNS_TO_RETRY = 6;
  private static final long HOUR = 3_600;
  private static final long PATIENCE_SECONDS = 5;

  private final CrawlCounts counts = new CrawlCounts();
  private final MemoryLedger memory = new MemoryLedger();
  private final Opener opener;
  private final Consumer<CrawlAlarm> told;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("crawl").factory());
  private volatile List<Raised> alarms = List.of();
  private volatile String trouble = "";
  private volatile @Nullable CrawlLedger ledger;

  /** What was sent and may be written down or not. */
  private record Sent(Batch batch, Map<CrawlKind, Long> counts, List<Watch> watches) {}

  private Batch batch; // of the thread
  private @Nullable Sent sent; // of the thread

  /** What was not sent yet; of the thread. */
  private final Map<CrawlKind, Long> owed = new HashMap<>();

  /** The minutes, by their hours, that were watched and not sent yet; of the thread. */
  private final Map<Long, Long> owedWatches = new HashMap<>();

  private int turns; // of the thread
  private int rest; // of the thread

  /** Opens what is written to. */
  @FunctionalInterface
  public interface Opener {
    CrawlLedger open() throws StoreException;
  }

  /** An alarm and when it was raised. */
  public record Raised(CrawlAlarm alarm, Instant since) {}

  /**
   * A monitor that counts, and looks once it is begun.
   *
   * @param told of each alarm when it is raised
   */
  public CrawlMonitor(Opener opener, Consumer<CrawlAlarm> told, Clock clock) {
    this.opener = opener;
    this.told = told;
    this.clock = clock;
    this.batch = new Batch(UUID.randomUUID().toString(), 0, clock.instant());
  }

  /** Begins to write down and to look. */
  public void begin() {
    thread.scheduleWithFixedDelay(this::safeTurn, FIRST_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** A crawler was answered. Neither blocks nor waits. */
  public void onHit(CrawlKind kind) {
    counts.count(kind);
  }

  /** What is wrong at the moment. */
  public List<Raised> alarms() {
    return alarms;
  }

  /** Why nothing is written down; empty: it is. */
  public String trouble() {
    return trouble;
  }

  /** Requests that could not be counted. */
  public long dropped() {
    return counts.dropped();
  }

  /** The hours up to now, the one under way among them. */
  public CrawlPast past(int hours) {
    return kept(hours).with(counts.peek());
  }

  private CrawlPast kept(int hours) {
    long end = clock.instant().getEpochSecond() / HOUR + 1;
    CrawlLedger open = ledger;
    if (open != null) {
      try {
        return open.read(end - hours, end);
      } catch (StoreException e) {
        log.atDebug().setCause(e).log("crawl statistics are told from memory");
      }
    }
    return memory.read(end - hours, end);
  }

  /** Whatever a turn ends with, there is a next. */
  private void safeTurn() {
    try {
      turn();
    } catch (RuntimeException | LinkageError e) {
      log.error("crawl statistics", e);
    }
  }

  /** Writes down what was counted, and looks at it now and then. */
  void turn() {
    write(counts.take());
    if (turns++ % TURNS_TO_JUDGE == 0) {
      judge();
    }
  }

  private void write(Map<CrawlKind, Long> taken) {
    Watch watch = Watch.at(clock.instant().getEpochSecond());
    memory.add(taken, watch);
    taken.forEach((kind, count) -> owed.merge(kind, count, Long::sum));
    owedWatches.merge(watch.hour(), watch.minutes(), (one, other) -> one | other);
    if (rest > 0) {
      rest--;
      return;
    }
    try {
      CrawlLedger open = ledger == null ? opener.open() : ledger;
      ledger = open;
      send(open); // what was tried before, as it was: nobody may know whether it is there
      put();
      send(open);
      onWell();
    } catch (StoreException e) {
      onTrouble(String.valueOf(e.getMessage()));
    } catch (LinkageError e) { // the database's native part cannot be loaded here
      onTrouble(e.toString());
    }
  }

  /** Puts together what is owed. */
  private void put() {
    batch = batch.next(clock.instant());
    List<Watch> watches = new ArrayList<>();
    owedWatches.forEach((hour, minutes) -> watches.add(new Watch(hour, minutes)));
    sent = new Sent(batch, Map.copyOf(owed), watches);
    owed.clear();
    owedWatches.clear();
  }

  private void send(CrawlLedger open) throws StoreException {
    Sent now = sent;
    if (now != null) {
      open.add(now.batch, now.counts, now.watches);
      sent = null;
    }
  }

  private void onWell() {
    if (!trouble.isEmpty()) {
      trouble = "";
      log.info("crawl statistics are written down again");
    }
  }

  /** What is owed is bounded by what memory keeps: the oldest is given up with it. */
  private void onTrouble(String message) {
    letGo();
    rest = TURNS_TO_RETRY;
    long oldest = clock.instant().getEpochSecond() / HOUR - CrawlJudge.HOURS;
    owed.keySet().removeIf(kind -> kind.hour() < oldest);
    owedWatches.keySet().removeIf(hour -> hour < oldest);
    if (trouble.isEmpty()) {
      log.warn("crawl statistics stay in memory: {}", message);
    }
    trouble = message;
  }

  private void judge() {
    Instant now = clock.instant();
    Map<CrawlAlarm.Subject, Raised> before = new HashMap<>();
    alarms.forEach(raised -> before.put(raised.alarm.subject(), raised));
    Map<CrawlAlarm.Subject, Raised> after = new LinkedHashMap<>();
    for (CrawlAlarm alarm : CrawlJudge.judge(past(CrawlJudge.HOURS), now.getEpochSecond() / HOUR)) {
      Raised known = before.get(alarm.subject());
      after.put(alarm.subject(), new Raised(alarm, known == null ? now : known.since));
      if (known == null) {
        told.accept(alarm);
      }
    }
    alarms = List.copyOf(new ArrayList<>(after.values()));
  }

  private void letGo() {
    CrawlLedger open = ledger;
    ledger = null;
    if (open != null) {
      open.close();
    }
  }

  /** Writes what is left, and lets go of the store; doing so twice does nothing. */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    thread.execute(
        () -> {
          rest = 0;
          write(counts.rest());
          letGo();
        });
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("crawl statistics were not written to the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
