package dev.crossfade.deploy.explain;

import dev.crossfade.routing.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds up which decisions move, by unit and by where from and where to. */
final class Moves {
  private static final int MOST_EXAMPLES = 5;

  /** Where nothing was decided at all: the request is refused. */
  static final String NO_UNIT = "";

  private final Map<String, Long> decisions = new HashMap<>();
  private final Map<Way, Tally> ways = new HashMap<>();

  private record Way(String unit, String from, String to) {}

  private static final class Tally {
    private final List<String> examples = new ArrayList<>();
    private long last = -1;
    private long urls;
    private long moved;

    void addExample(String example) {
      if (!examples.contains(example)) {
        examples.add(example);
      }
    }
  }

  /** What somebody sees: in a word, and where they are sent if they are. */
  record Seen(@Nullable String unit, String shown, @Nullable String location) {
    static Seen of(Decision decision) {
      return new Seen(
          decision.route().unit(), Outcomes.shown(decision), Outcomes.location(decision));
    }

    boolean isLike(Seen other) {
      return shown.equals(other.shown) && Objects.equals(location, other.location);
    }
  }

  /**
   * One visitor at one URL.
   *
   * @param line which line asks for the URL; its visitors come one after the other
   */
  void add(long line, String url, Seen before, Seen now) {
    String unit = now.unit != null ? now.unit : before.unit != null ? before.unit : NO_UNIT;
    decisions.merge(unit, 1L, Long::sum);
    if (before.isLike(now)) {
      return;
    }
    Tally tally = ways.computeIfAbsent(new Way(unit, before.shown, now.shown), _ -> new Tally());
    tally.moved++;
    if (tally.last != line) {
      tally.last = line;
      tally.urls++;
      if (tally.examples.size() < MOST_EXAMPLES) {
        tally.addExample(example(url, before, now));
      }
    }
  }

  private static String example(String url, Seen before, Seen now) {
    String to = now.location == null ? "" : " → " + now.location;
    return url + to + (before.location == null ? "" : " (was → " + before.location + ")");
  }

  /**
   * Visits that move.
   *
   * @param unit null: of no unit
   * @param from a backend, or the status of what the gateway answers itself
   * @param share of all visits of the unit that were looked at, in percent
   */
  record Move(
      @Nullable String unit,
      String from,
      String to,
      long urls,
      double share,
      List<String> examples) {
    public Move {
      examples = List.copyOf(examples);
    }
  }

  /** The largest first. */
  List<Move> moves() {
    List<Move> all = new ArrayList<>();
    ways.forEach(
        (way, tally) -> {
          double share = 100.0 * tally.moved / decisions.getOrDefault(way.unit, 1L);
          all.add(
              new Move(
                  way.unit.equals(NO_UNIT) ? null : way.unit,
                  way.from,
                  way.to,
                  tally.urls,
                  Math.round(share * 100) / 100.0,
                  tally.examples));
        });
    all.sort(
        Comparator.comparingLong(Move::urls)
            .thenComparingDouble(Move::share)
            .reversed()
            .thenComparing(move -> move.unit() + move.from() + move.to()));
    return all;
  }
}
