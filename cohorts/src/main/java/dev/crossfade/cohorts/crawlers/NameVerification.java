package dev.crossfade.cohorts.crawlers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.crossfade.cohorts.CrawlerClaim.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies crawlers by the names of their addresses: the address has a name of the search engine,
 * and the name has that address, which only its owner can bring about. Answers at once from what is
 * known; what is not is looked up on virtual threads, of which there are only so many: where more
 * would be needed, the claimant stays claimed and the next request asks again. Thread-safe.
 */
public final class NameVerification {
  private static final Logger log = LoggerFactory.getLogger(NameVerification.class);

  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_REMEMBERED = 100_000;

  /** An address that says it has more names than these is not verified by the others. */
  private static final int MOST_NAMES = 4;

  private static final int LONGEST_NAME = 253;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A search engine's new machines may get their names late. */
  private static final Duration DISPROVED_FOR = Duration.ofHours(1);

  private static final Duration UNANSWERED_FOR = Duration.ofMinutes(1);

  private final NameService names;
  private final Duration remembered;
  private final Duration patience;
  private final Ticker ticker;
  private final Cache<Claimant, Known> known;
  private final Set<Claimant> underWay = ConcurrentHashMap.newKeySet();
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);
  private final LongAdder dropped = new LongAdder();

  /**
   * @param remembered how long an answer holds; where asking again fails it holds twice as long
   */
  public NameVerification(NameService names, Duration remembered) {
    this(names, remembered, PATIENCE, Ticker.systemTicker());
  }

  NameVerification(NameService names, Duration remembered, Duration patience, Ticker ticker) {
    this.names = names;
    this.remembered = remembered;
    this.patience = patience;
    this.ticker = ticker;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(remembered.multipliedBy(2))
            .ticker(ticker)
            .build();
  }

  /** Somebody at an address who says to be a crawler. */
  private record Claimant(KnownCrawler crawler, InetAddress address) {}

  /**
   * What was found out, or held before when nobody answered.
   *
   * @param staleAt when it is asked again
   */
  private record Known(Standing standing, long staleAt) {}

  /** How long answers hold. */
  public Duration remembered() {
    return remembered;
  }

  /** Lookups that were not made because too many were under way. */
  public long dropped() {
    return dropped.sum();
  }

  /** Whether nobody waits for an answer. */
  boolean isIdle() {
    return underWay.isEmpty();
  }

  /** What is known now. */
  Standing standing(KnownCrawler crawler, InetAddress address) {
    Claimant claimant = new Claimant(crawler, address);
    Known now = known.getIfPresent(claimant);
    if (now == null || now.staleAt() - ticker.read() <= 0) {
      begin(claimant);
    }
    return now == null ? Standing.CLAIMED : now.standing();
  }

  private void begin(Claimant claimant) {
    if (!underWay.add(claimant)) {
      return;
    }
    if (!free.tryAcquire()) {
      underWay.remove(claimant);
      dropped.increment();
      return;
    }
    CompletableFuture<Standing> answer = new CompletableFuture<>();
    answer
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((standing, failure) -> remember(claimant, standing, failure));
    Thread.ofVirtual().name("crawler-names").start(() -> look(claimant, answer));
  }

  /** The place is free when the thread is, also where nobody waited for it. */
  private void look(Claimant claimant, CompletableFuture<Standing> answer) {
    try {
      answer.complete(verify(claimant));
    } catch (IOException | RuntimeException e) {
      answer.completeExceptionally(e);
    } finally {
      free.release();
    }
  }

  private Standing verify(Claimant claimant) throws IOException {
    List<String> called = names.namesOf(claimant.address());
    for (int i = 0; i < Math.min(called.size(), MOST_NAMES); i++) {
      String name = plain(called.get(i));
      if (name != null
          && claimant.crawler().owns(name)
          && names.addressesOf(name).contains(claimant.address())) {
        return Standing.VERIFIED;
      }
    }
    return Standing.DISPROVED;
  }

  /** Whoever owns the address chose its name: only letters, digits, dots and hyphens are asked. */
  private static @Nullable String plain(String name) {
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (bare.length() > LONGEST_NAME) {
      return null;
    }
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '.' && c != '-') {
        return null;
      }
    }
    return bare.toLowerCase(Locale.ROOT);
  }

  private void remember(
      Claimant claimant, @Nullable Standing standing, @Nullable Throwable failure) {
    if (standing != null) {
      known.put(claimant, new Known(standing, ticker.read() + holds(standing).toNanos()));
    } else {
      Known before = known.getIfPresent(claimant);
      log.atDebug()
          .addKeyValue("crawler", claimant.crawler().name())
          .setCause(failure)
          .log("not verified: nobody answered");
      if (before == null || before.staleAt() - ticker.read() <= 0) {
        Standing held = before == null ? Standing.CLAIMED : before.standing();
        known.put(claimant, new Known(held, ticker.read() + UNANSWERED_FOR.toNanos()));
      }
    }
    underWay.remove(claimant);
  }

  private Duration holds(Standing standing) {
    boolean shorter = standing == Standing.DISPROVED && remembered.compareTo(DISPROVED_FOR) > 0;
    return shorter ? DISPROVED_FOR : remembered;
  }
}
