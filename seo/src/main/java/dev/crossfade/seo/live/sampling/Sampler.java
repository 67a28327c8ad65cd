package dev.crossfade.seo.live.sampling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.crossfade.config.model.Seo;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.group.Traffic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses, among the answers that were drawn at the rate, those that are compared: none of a URL
 * that was compared just now, a share for each template, so many a second. Counts, on the way, what
 * is asked for. Thread-safe; takes less than a microsecond, and where two threads meet one of them
 * goes without.
 */
public final class Sampler {
  private static final long MOST_REMEMBERED = 100_000;

  private final double rate;
  private final CpuBudget budget;
  private final Quotas quotas;
  private final @Nullable Cache<Long, Boolean> seen;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Pages, Asked> asked = new ConcurrentHashMap<>();

  /** Requests for pages that are built alike: those that were drawn, and all of crawlers. */
  private static final class Asked {
    private final LongAdder drawn = new LongAdder();
    private final LongAdder crawlers = new LongAdder();
  }

  /**
   * Chooses by these settings.
   *
   * @param budget is told of each that is wanted; whoever looks at it tells what it cost
   * @param nanoTime a clock that is not stepped
   */
  public Sampler(Seo.Sampling settings, CpuBudget budget, LongSupplier nanoTime) {
    this.rate = settings.rate().ratio();
    this.budget = budget;
    this.quotas = new Quotas(settings.maxPerSecond(), budget);
    this.nanoTime = nanoTime;
    this.seen =
        settings.dedupe().isZero()
            ? null
            : Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(settings.dedupe())
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
  }

  /** What is done with an answer that was drawn. */
  public enum Choice {
    /** It will be compared. */
    WANTED,
    /** It need not be. */
    PASSED,
    /** It would be, were there CPU time for it. */
    TOO_DEAR
  }

  /**
   * Whether this one is wanted. Whoever asks will compare it then: the URL is remembered.
   *
   * @param urlHash of host, path and query, by any good 64-bit hash
   */
  public Choice choose(Pages pages, long urlHash) {
    of(pages).drawn.increment();
    if ((seen != null && seen.getIfPresent(urlHash) != null) || !lock.tryLock()) {
      return Choice.PASSED;
    }
    Quotas.Word word;
    try {
      word = quotas.take(pages.template(), nanoTime.getAsLong());
      if (word == Quotas.Word.TAKEN) {
        budget.begin();
      }
    } finally {
      lock.unlock();
    }
    return switch (word) {
      case TAKEN -> {
        if (seen != null) {
          seen.put(urlHash, Boolean.TRUE);
        }
        yield Choice.WANTED;
      }
      case ENOUGH -> Choice.PASSED;
      case TOO_DEAR -> Choice.TOO_DEAR;
    };
  }

  /** A crawler was answered, whether that was drawn or not: there are few of them. */
  public void onCrawler(Pages pages) {
    of(pages).crawlers.increment();
  }

  private Asked of(Pages pages) {
    Asked count = asked.get(pages);
    return count == null ? asked.computeIfAbsent(pages, _ -> new Asked()) : count;
  }

  /** About how many such pages were asked for since the last call. */
  public Traffic takeTraffic(Pages pages) {
    Asked count = asked.get(pages);
    if (count == null || rate == 0) {
      return Traffic.NONE;
    }
    double all = count.drawn.sumThenReset() / rate;
    double crawlers = count.crawlers.sumThenReset();
    return new Traffic(Math.max(0, all - crawlers), crawlers);
  }
}
