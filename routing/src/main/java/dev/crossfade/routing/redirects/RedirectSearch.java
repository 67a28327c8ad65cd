package dev.crossfade.routing.redirects;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries of a map by what they say and by how often they are asked for. Looks at one after
 * the other, at some ten million a second, and keeps no more than a page of them: off the event
 * loop.
 */
public final class RedirectSearch {
  /** With a text no more than so many are looked at, which is a second or so. */
  public static final int MOST_SEARCHED = 10_000_000;

  private final RedirectMap map;
  private final RedirectHits hits;
  private final Wanted wanted;
  private final byte[] needle;
  private byte[] text = new byte[1 << 10];

  private RedirectSearch(RedirectMap map, RedirectHits hits, Wanted wanted) {
    this.map = map;
    this.hits = hits;
    this.wanted = wanted;
    this.needle = needle(wanted.text());
  }

  /** Where a text is looked for. */
  public enum Side {
    SOURCE,
    TARGET,
    EITHER
  }

  /** Which come first. */
  public enum Order {
    /** As they stand in the map. */
    MAP,
    /** The most frequent ones. */
    HITS,
    /** Those that were asked for last. */
    LATEST,
    /** Those that nobody asked for, then those for which that is longest ago. */
    IDLE
  }

  /**
   * What somebody looks for.
   *
   * @param text upper or lower case alike; empty: all
   * @param atStart whether it must begin with the text, a host before the path aside
   * @param never whether only those count that nobody has asked for
   */
  public record Wanted(String text, Side side, boolean atStart, boolean never, Order order) {
    public Wanted {
      requireNonNull(text, "text");
      requireNonNull(side, "side");
      requireNonNull(order, "order");
    }
  }

  /**
   * Where a page ended: the next begins behind it.
   *
   * @param rank of its last entry in the order
   */
  public record Cursor(long rank, int entry) {
    public static final Cursor START = new Cursor(Long.MIN_VALUE, -1);
  }

  /**
   * A page of entries.
   *
   * @param found how many there are in all, on every page
   * @param searched how many were looked at
   * @param last null where nothing is left
   */
  public record Found(List<Integer> entries, int found, int searched, @Nullable Cursor last) {
    public Found {
      entries = List.copyOf(entries);
    }
  }

  public static Found find(
      RedirectMap map, RedirectHits hits, Wanted wanted, Cursor after, int limit) {
    return new RedirectSearch(map, hits, wanted).find(after, limit);
  }

  /** A page is a heap with the last one on top: whoever comes before it takes its place. */
  private Found find(Cursor after, int limit) {
    Comparator<Cursor> order =
        Comparator.comparingLong(Cursor::rank).thenComparingInt(Cursor::entry);
    PriorityQueue<Cursor> page = new PriorityQueue<>(limit + 1, order.reversed());
    int all = needle.length == 0 ? map.entries() : Math.min(map.entries(), MOST_SEARCHED);
    int found = 0;
    boolean more = false;
    for (int entry = 0; entry < all; entry++) {
      if ((wanted.never() && hits.count(entry) > 0) || !isMeant(entry)) {
        continue;
      }
      found++;
      long rank = rank(entry);
      boolean behind = rank > after.rank() || (rank == after.rank() && entry > after.entry());
      if (!behind) {
        continue;
      }
      Cursor last = page.peek();
      boolean full = page.size() == limit;
      more |= full;
      if (!full || last == null || rank < last.rank()) {
        page.add(new Cursor(rank, entry));
        if (full) {
          page.poll();
        }
      }
    }
    List<Cursor> sorted = new ArrayList<>(page);
    sorted.sort(order);
    return new Found(
        sorted.stream().map(Cursor::entry).toList(), found, all, more ? sorted.getLast() : null);
  }

  /** Less comes first; the same is told apart by the place in the map. */
  private long rank(int entry) {
    return switch (wanted.order()) {
      case MAP -> 0;
      case HITS -> -hits.count(entry);
      case LATEST -> -hits.lastSecond(entry);
      case IDLE -> hits.lastSecond(entry);
    };
  }

  private boolean isMeant(int entry) {
    if (needle.length == 0) {
      return true;
    }
    return switch (wanted.side()) {
      case SOURCE -> holds(map.all().readSource(entry, this::room));
      case TARGET -> holds(map.all().readTarget(entry, this::room));
      case EITHER ->
          holds(map.all().readSource(entry, this::room))
              || holds(map.all().readTarget(entry, this::room));
    };
  }

  private byte[] room(int length) {
    if (text.length < length) {
      text = new byte[length + (length >> 1)];
    }
    return text;
  }

  private boolean holds(int length) {
    if (!wanted.atStart()) {
      for (int from = 0; from + needle.length <= length; from++) {
        if (isAt(from, length)) {
          return true;
        }
      }
      return false;
    }
    if (isAt(0, length)) {
      return true;
    }
    int path = path(length);
    return path > 0 && isAt(path, length);
  }

  /** Where the path begins, behind a scheme and a host. */
  private int path(int length) {
    int from = 0;
    for (int i = 0; i + 2 < length; i++) {
      if (text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/') {
        from = i + 3;
        break;
      }
    }
    while (from < length && text[from] != '/') {
      from++;
    }
    return from == length ? 0 : from;
  }

  private boolean isAt(int from, int length) {
    if (from + needle.length > length) {
      return false;
    }
    for (int i = 0; i < needle.length; i++) {
      if (lower(text[from + i]) != needle[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
  }

  /** As the map writes it: what is no ASCII is escaped there. */
  private static byte[] needle(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ') {
        out.append((char) b);
      } else {
        out.append("%%%02x".formatted(b & 0xff));
      }
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
