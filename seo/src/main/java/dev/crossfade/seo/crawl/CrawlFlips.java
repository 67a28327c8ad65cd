package dev.crossfade.seo.crawl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Notices URLs that crawlers got from both storefronts within a day ({@code SEO-FLIP}): to a search
 * engine the page keeps changing. Remembers the last answer of a bounded number of URLs; of two
 * that share a place the later one stays, so flips may be missed and are never made up.
 * Thread-safe; only the examples take a lock, and only when there is one.
 */
public final class CrawlFlips {
  private static final int PLACES = 1 << 20;
  private static final int EXAMPLES = 100;
  private static final int DAY_MINUTES = 24 * 60;

  /*
   * A place holds, from the top: 33 bits of the URL's hash (its low 20 say which place it is), one
   * bit for next, 30 bits of the minute since 1970 (enough for two thousand years).
   */
  private static final int MINUTE_BITS = 30;
  private static final long MINUTES = (1L << MINUTE_BITS) - 1;
  private static final long NEXT = 1L << MINUTE_BITS;
  private static final int HASH_SHIFT = MINUTE_BITS + 1;

  private final AtomicLongArray places = new AtomicLongArray(PLACES);
  private final Deque<Flip> examples = new ArrayDeque<>();

  /** A URL that both storefronts answered, one after the other. */
  public record Flip(String url, boolean toNext, String crawler, long second) {}

  /**
   * A crawler got a page.
   *
   * @param urlHash of the URL with its host, by any good 64-bit hash
   * @param next whether next answered; else it was legacy
   * @return whether the other storefront answered the same URL within the last day
   */
  public boolean onAnswer(long urlHash, boolean next, long second) {
    long minute = second / 60 & MINUTES;
    long hash = urlHash >>> HASH_SHIFT << HASH_SHIFT;
    long now = hash | (next ? NEXT : 0) | minute;
    long before = places.getAndSet((int) urlHash & (PLACES - 1), now);
    boolean same = before != 0 && before >>> HASH_SHIFT == now >>> HASH_SHIFT;
    boolean flipped = ((before ^ now) & NEXT) != 0;
    long apart = Math.abs(minute - (before & MINUTES)); // logs may be read the newest first
    return same && flipped && apart < DAY_MINUTES;
  }

  /** Keeps one to be looked at. */
  public void remember(Flip flip) {
    synchronized (examples) {
      if (examples.size() == EXAMPLES) {
        examples.removeFirst();
      }
      examples.addLast(flip);
    }
  }

  /** The latest, the newest last. */
  public List<Flip> examples() {
    synchronized (examples) {
      return List.copyOf(examples);
    }
  }
}
