package dev.crossfade.console.access;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes who errs wait, the longer the more often: by the address they come from, and all together
 * in case they come from many. Who was right once need not wait for what others do. Bounded,
 * thread-safe.
 */
final class Throttle {
  /** So many errors of an address cost nothing: people mistype. */
  static final int FREE = 5;

  /** So many of all addresses together. */
  static final int FREE_OF_ALL = 100;

  static final Duration LONGEST = Duration.ofMinutes(5);
  static final Duration LONGEST_OF_ALL = Duration.ofSeconds(30);

  /** An address' errors are forgotten one by one, each after so long. */
  static final Duration FORGOTTEN = Duration.ofMinutes(3);

  static final Duration FORGOTTEN_OF_ALL = Duration.ofSeconds(1);

  /** So many addresses are remembered, of either kind. */
  static final int MOST = 4_096;

  private final InstantSource clock;
  private final Map<String, Past> pasts = latest(MOST);
  private final Map<String, Boolean> wereRight = latest(MOST);
  private final Past ofAll;

  Throttle(InstantSource clock) {
    this.clock = clock;
    this.ofAll = new Past(FREE_OF_ALL, LONGEST_OF_ALL, FORGOTTEN_OF_ALL, clock.instant());
  }

  /** How long whoever comes from there has to wait before the next try; zero: not at all. */
  synchronized Duration wait(InetAddress from) {
    Instant now = clock.instant();
    String key = key(from);
    Past past = pasts.get(key);
    Duration own = past == null ? Duration.ZERO : past.wait(now);
    Duration shared = wereRight.containsKey(key) ? Duration.ZERO : ofAll.wait(now);
    return own.compareTo(shared) > 0 ? own : shared;
  }

  /** Notes an error; gives how long whoever made it has to wait now. */
  synchronized Duration failed(InetAddress from) {
    Instant now = clock.instant();
    pasts.computeIfAbsent(key(from), _ -> new Past(FREE, LONGEST, FORGOTTEN, now)).failed(now);
    ofAll.failed(now);
    return wait(from);
  }

  /** Notes that somebody from there was right. */
  synchronized void succeeded(InetAddress from) {
    wereRight.put(key(from), true);
  }

  /** Errors up to now: a bucket that leaks. */
  private static final class Past {
    private static final int HIGHEST = 30;

    private final int free;
    private final Duration longest;
    private final Duration forgotten;
    private double errors;
    private Instant last;
    private Instant until;

    Past(int free, Duration longest, Duration forgotten, Instant now) {
      this.free = free;
      this.longest = longest;
      this.forgotten = forgotten;
      this.last = now;
      this.until = now;
    }

    void failed(Instant now) {
      double leaked = (double) Duration.between(last, now).toMillis() / forgotten.toMillis();
      errors = Math.min(Math.max(0, errors - Math.max(0, leaked)) + 1, free + HIGHEST);
      last = now;
      int counted = (int) Math.ceil(errors);
      if (counted >= free) {
        long seconds = 1L << (counted - free);
        until = now.plusSeconds(Math.min(seconds, longest.toSeconds()));
      }
    }

    Duration wait(Instant now) {
      return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }
  }

  /** An address; of IPv6 the first half, which is what one customer has. */
  private static String key(InetAddress from) {
    byte[] bytes = from.getAddress();
    return HexFormat.of()
        .formatHex(bytes.length == 4 || from.isLoopbackAddress() ? bytes : Arrays.copyOf(bytes, 8));
  }

  private static <V> Map<String, V> latest(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }
}
