package dev.crossfade.seo.live.group;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.live.group.Tally.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many pages were compared, showed a finding, and how many findings were open, hour by hour for
 * thirty days. Bounded: of too many numbers those of the oldest hours go. Thread-safe; a call takes
 * microseconds.
 */
public final class History {
  /** So many hours are kept, the one under way among them. */
  public static final int HOURS = 30 * 24;

  private static final int MOST = 200_000;
  private static final long SECONDS = 3_600;

  private final int most;
  private final NavigableMap<Long, Map<Tally, Long>> hours = new TreeMap<>(); // guarded by this
  private final Set<Tally> changed = new HashSet<>(); // guarded by this
  private int size; // guarded by this

  History() {
    this(MOST);
  }

  History(int most) {
    this.most = most;
  }

  /** The hour, since 1970, that has this moment. */
  public static long hour(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS);
  }

  /** When an hour begins. */
  public static Instant start(long hour) {
    return Instant.ofEpochSecond(hour * SECONDS);
  }

  /**
   * Findings in an hour; null where nobody looked.
   *
   * @param open groups that counted, by severity
   * @param pages that were compared
   */
  public record Hour(long hour, @Nullable Map<Severity, Long> open, long pages) {}

  /** How many of the pages that were compared in an hour showed one group. */
  public record Share(long hour, long seen, long pages) {}

  /**
   * What is to be written down.
   *
   * @param oldest what is of an hour before this one is forgotten
   */
  public record Changes(Map<Tally, Long> numbers, long oldest) {
    public static final Changes NONE = new Changes(Map.of(), Long.MIN_VALUE);

    public Changes {
      numbers = Map.copyOf(numbers);
    }
  }

  /**
   * Takes in what stands in a store. What is known here and not there yet is added; how many are
   * open, each knows best.
   *
   * @param before what both last agreed on
   */
  public synchronized void adopt(Map<Tally, Long> theirs, Function<Tally, @Nullable Long> before) {
    theirs.forEach(
        (tally, their) -> {
          Long mine = number(tally);
          Long agreed = before.apply(tally);
          if (mine == null) {
            put(tally, their);
          } else if (tally.kind() != Kind.OPEN) {
            put(tally, their + mine - (agreed == null ? 0 : agreed));
          }
        });
    bound();
  }

  synchronized void onCompared(Pages of, Instant at) {
    count(new Tally(hour(at), Kind.COMPARED, of.unit(), of.template()));
  }

  synchronized void onSeen(FindingGroup group, Instant at) {
    count(new Tally(hour(at), Kind.SEEN, group.of().unit(), group.id()));
  }

  private void count(Tally tally) {
    Long known = number(tally);
    put(tally, known == null ? 1 : known + 1);
    changed.add(tally);
    bound();
  }

  /** How many are open now, of a unit. */
  synchronized void onOpen(String unit, Severity severity, long open, Instant at) {
    Tally tally = new Tally(hour(at), Kind.OPEN, unit, severity.name());
    Long known = number(tally);
    if (known == null || known != open) {
      put(tally, open);
      changed.add(tally);
      bound();
    }
  }

  private @Nullable Long number(Tally tally) {
    return hours.getOrDefault(tally.hour(), Map.of()).get(tally);
  }

  private void put(Tally tally, long number) {
    if (hours.computeIfAbsent(tally.hour(), _ -> new HashMap<>()).put(tally, number) == null) {
      size++;
    }
  }

  /** An hour is forgotten as a whole; never the last one. */
  private void bound() {
    while (hours.size() > 1 && (size > most || hours.firstKey() <= hours.lastKey() - HOURS)) {
      Map<Tally, Long> oldest = hours.pollFirstEntry().getValue();
      size -= oldest.size();
      changed.removeAll(oldest.keySet());
    }
  }

  /** What changed since the last call. */
  synchronized Changes takeChanges() {
    if (changed.isEmpty()) {
      return Changes.NONE;
    }
    Map<Tally, Long> numbers = new HashMap<>();
    for (Tally tally : changed) {
      Long number = number(tally);
      if (number != null) {
        numbers.put(tally, number);
      }
    }
    changed.clear();
    return new Changes(numbers, hours.firstKey());
  }

  synchronized void markAllBut(Set<Tally> known) {
    for (Map<Tally, Long> numbers : hours.values()) {
      for (Tally tally : numbers.keySet()) {
        if (!known.contains(tally)) {
          changed.add(tally);
        }
      }
    }
  }

  /** How many pages were compared from an hour on, of one unit or of all (null). */
  public synchronized long compared(@Nullable String unit, long from) {
    long pages = 0;
    for (Map<Tally, Long> numbers : hours.tailMap(from, true).values()) {
      pages += sum(numbers, Kind.COMPARED, unit, null);
    }
    return pages;
  }

  /** The first hour in which a page was compared that is still known; null: none was. */
  public synchronized @Nullable Long since() {
    for (Map.Entry<Long, Map<Tally, Long>> hour : hours.entrySet()) {
      if (hour.getValue().keySet().stream().anyMatch(t -> t.kind() == Kind.COMPARED)) {
        return hour.getKey();
      }
    }
    return null;
  }

  /** Every hour from one up to but without another, of one unit or of all (null). */
  public synchronized List<Hour> hours(@Nullable String unit, long from, long to) {
    List<Hour> all = new ArrayList<>();
    for (long hour = from; hour < to; hour++) {
      Map<Tally, Long> numbers = hours.getOrDefault(hour, Map.of());
      Map<Severity, Long> open = null;
      if (numbers.keySet().stream().anyMatch(t -> t.kind() != Kind.SEEN)) {
        open = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
          open.put(severity, sum(numbers, Kind.OPEN, unit, severity.name()));
        }
      }
      all.add(new Hour(hour, open, sum(numbers, Kind.COMPARED, unit, null)));
    }
    return all;
  }

  /** The same of one group. */
  public synchronized List<Share> shares(FindingGroup group, long from, long to) {
    List<Share> all = new ArrayList<>();
    Pages of = group.of();
    for (long hour = from; hour < to; hour++) {
      Long seen = number(new Tally(hour, Kind.SEEN, of.unit(), group.id()));
      Long pages = number(new Tally(hour, Kind.COMPARED, of.unit(), of.template()));
      all.add(new Share(hour, seen == null ? 0 : seen, pages == null ? 0 : pages));
    }
    return all;
  }

  private static long sum(
      Map<Tally, Long> numbers, Kind kind, @Nullable String unit, @Nullable String name) {
    long sum = 0;
    for (Map.Entry<Tally, Long> number : numbers.entrySet()) {
      Tally tally = number.getKey();
      if (tally.kind() == kind
          && (unit == null || unit.equals(tally.unit()))
          && (name == null || name.equals(tally.name()))) {
        sum += number.getValue();
      }
    }
    return sum;
  }
}
