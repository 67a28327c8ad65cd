package dev.crossfade.routing.redirects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which pages are asked for that nobody has, most often first. A bounded number of them: a newcomer
 * takes the place of one of the rarest and its count, which is then too high by at most that much.
 *
 * <p>Any event loop may count; none ever waits. Of two newcomers at one moment one is dropped, and
 * counted as such.
 */
/*
 * Space-saving (Metwally et al. 2005), where the rarest is the rarest of a few drawn by lot: to know
 * the rarest of all takes an order, and an order takes a lock.
 */
public final class RedirectMisses {
  private static final int DRAWN = 8;
  private static final int LONGEST = 1 << 10;

  private final ConcurrentHashMap<String, Missed> byPath = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<Missed> places;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicLong dropped = new AtomicLong();
  private int used; // by who has taken it

  /** A page that is asked for, as counting sees it. */
  private static final class Missed {
    private final String path;
    private final long atMostTooHigh;
    private final AtomicLong count;
    private volatile long second;

    Missed(String path, long inherited, long second) {
      this.path = path;
      this.atMostTooHigh = inherited;
      this.count = new AtomicLong(inherited + 1);
      this.second = second;
    }
  }

  /**
   * A page that is asked for.
   *
   * @param atMostTooHigh how far the count may be above the truth
   */
  public record Miss(String path, long count, long atMostTooHigh, long lastSecond) {}

  /** Of at most 10,000 pages. */
  public RedirectMisses() {
    this(10_000);
  }

  RedirectMisses(int most) {
    this.places = new AtomicReferenceArray<>(most);
  }

  /** One more that was answered with 404. */
  public void miss(String path, long epochSecond) {
    Missed known = byPath.get(path);
    if (known != null) {
      known.count.incrementAndGet();
      known.second = epochSecond;
    } else if (path.length() > LONGEST || !taken.compareAndSet(false, true)) {
      dropped.incrementAndGet();
    } else {
      try {
        begin(path, epochSecond);
      } finally {
        taken.set(false);
      }
    }
  }

  private void begin(String path, long second) {
    int place = used;
    long inherited = 0;
    if (used < places.length()) {
      used++;
    } else {
      place = rare();
      Missed leaves = places.get(place);
      inherited = leaves.count.get();
      byPath.remove(leaves.path);
    }
    Missed comes = new Missed(path, inherited, second);
    places.set(place, comes);
    byPath.put(path, comes);
  }

  private int rare() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int rarest = random.nextInt(places.length());
    for (int i = 1; i < DRAWN; i++) {
      int other = random.nextInt(places.length());
      if (places.get(other).count.get() < places.get(rarest).count.get()) {
        rarest = other;
      }
    }
    return rarest;
  }

  /** How many could not be counted. */
  public long dropped() {
    return dropped.get();
  }

  /** The most frequent ones. */
  public List<Miss> top(int most) {
    List<Miss> all = new ArrayList<>(byPath.size());
    for (Missed missed : byPath.values()) {
      all.add(new Miss(missed.path, missed.count.get(), missed.atMostTooHigh, missed.second));
    }
    all.sort(Comparator.comparingLong(Miss::count).reversed().thenComparing(Miss::path));
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }
}
