package dev.crossfade.routing.redirects;

import dev.crossfade.routing.redirects.Kind.Shape;
import dev.crossfade.routing.redirects.RedirectMisses.Miss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What another map answers otherwise, entry by entry and with chains followed. Takes a second or
 * two for a million entries and some 50 bytes for each while it lasts: off the event loop.
 */
public final class MapDifference {
  private static final Scope EVERYONE = (_, _) -> true;

  private final RedirectMap before;
  private final RedirectHits hits;
  private final RedirectMap now;
  private final int shown;
  private final Map<Fate, Group> groups = new EnumMap<>(Fate.class);
  private int same;

  private MapDifference(RedirectMap before, RedirectHits hits, RedirectMap now, int shown) {
    this.before = before;
    this.hits = hits;
    this.now = now;
    this.shown = shown;
    for (Fate kind : Fate.values()) {
      groups.put(kind, new Group());
    }
  }

  /** What becomes of an entry. */
  public enum Fate {
    ADDED,
    REMOVED,
    /** It leads elsewhere. */
    RETARGETED,
    /** It leads there with another status. */
    RESTATUSED
  }

  /**
   * One entry that is not as before.
   *
   * @param before null: it was not there
   * @param now null: it is not there any more
   * @param instead the source of the entry that takes the page of one that is gone; null: nobody
   *     does, or it asks for more than one page
   */
  public record Difference(
      @Nullable RedirectEntry before,
      @Nullable RedirectEntry now,
      long hits,
      long crawlers,
      long lastSecond,
      @Nullable String instead) {}

  /**
   * All entries of a kind.
   *
   * @param hit how many of them somebody has asked for
   * @param hits how often, together
   * @param lost how many of them nobody takes instead
   * @param examples the most frequent first
   */
  public record Sum(int count, int hit, long hits, int lost, List<Difference> examples) {
    public Sum {
      examples = List.copyOf(examples);
    }
  }

  /**
   * All of it.
   *
   * @param same how many entries answer as before
   */
  public record Result(Map<Fate, Sum> sums, int same) {
    public Result {
      sums = Map.copyOf(sums);
    }
  }

  /** A page that nobody has now and that the other map leads somewhere. */
  public record Answered(Miss miss, String target) {}

  /**
   * Compares.
   *
   * @param hits of the entries before
   * @param shown how many examples of a kind are kept
   */
  public static Result between(RedirectMap before, RedirectHits hits, RedirectMap now, int shown) {
    return new MapDifference(before, hits, now, shown).compare();
  }

  /** Which of the pages that nobody has are answered by one map and not by the other. */
  public static List<Answered> answered(RedirectMap before, RedirectMap now, List<Miss> misses) {
    List<Answered> answered = new ArrayList<>();
    for (Miss miss : misses) {
      PathHead page = new PathHead("", miss.path(), "");
      Redirection to = now.find(page, EVERYONE);
      if (to != null && before.find(page, EVERYONE) == null) {
        answered.add(new Answered(miss, to.location()));
      }
    }
    return answered;
  }

  /** Entries of a kind, as they are counted. */
  private static final class Group {
    private int count;
    private int hit;
    private long hits;
    private int lost;

    /** The least worth showing on top. */
    private final PriorityQueue<Ranked> best =
        new PriorityQueue<>(
            Comparator.comparingLong(Ranked::hits)
                .thenComparing(Comparator.comparingInt(Ranked::place).reversed()));
  }

  /** An entry by its numbers in both maps; −1: it is not there. */
  private record Ranked(int before, int now, long hits) {
    int place() {
      return before < 0 ? now : before;
    }
  }

  private Result compare() {
    EntryIndex old = new EntryIndex(before);
    EntryIndex young = new EntryIndex(now);
    for (int entry = 0; entry < now.entries(); entry++) {
      if (!young.isRepeated(entry)) {
        int known = old.find(young.key(entry));
        if (known < 0) {
          count(Fate.ADDED, known, entry);
        } else if (!before.target(known).equals(now.target(entry))) {
          count(Fate.RETARGETED, known, entry);
        } else if (before.all().kindOf(known).status() != now.all().kindOf(entry).status()) {
          count(Fate.RESTATUSED, known, entry);
        } else {
          same++;
        }
      }
    }
    for (int entry = 0; entry < before.entries(); entry++) {
      if (!old.isRepeated(entry) && young.find(old.key(entry)) < 0) {
        count(Fate.REMOVED, entry, -1);
      }
    }
    Map<Fate, Sum> sums = new EnumMap<>(Fate.class);
    groups.forEach((kind, group) -> sums.put(kind, sum(group)));
    return new Result(sums, same);
  }

  private void count(Fate kind, int known, int entry) {
    Group group = groups.get(kind);
    long asked = known < 0 ? 0 : hits.count(known);
    if (group == null) {
      throw new IllegalStateException(kind + " (expected: one of those that are counted)");
    }
    group.count++;
    group.hits += asked;
    group.hit += asked > 0 ? 1 : 0;
    group.lost += kind == Fate.REMOVED && instead(known) == null ? 1 : 0;
    group.best.add(new Ranked(known, entry, asked));
    if (group.best.size() > shown) {
      group.best.poll();
    }
  }

  private Sum sum(Group group) {
    List<Ranked> best = new ArrayList<>(group.best);
    best.sort(Comparator.comparingLong(Ranked::hits).reversed().thenComparingInt(Ranked::place));
    return new Sum(
        group.count,
        group.hit,
        group.hits,
        group.lost,
        best.stream().map(this::difference).toList());
  }

  private Difference difference(Ranked ranked) {
    int known = ranked.before;
    return new Difference(
        known < 0 ? null : before.describe(known),
        ranked.now < 0 ? null : now.describe(ranked.now),
        ranked.hits,
        known < 0 ? 0 : hits.crawlers(known),
        known < 0 ? 0 : hits.lastSecond(known),
        ranked.now < 0 ? instead(known) : null);
  }

  /** Who takes the page of an entry that is gone. */
  private @Nullable String instead(int gone) {
    if (before.all().kindOf(gone).shape() != Shape.EXACT) {
      return null;
    }
    String source = before.source(gone);
    String host = before.all().host(gone);
    int mark = source.indexOf('?');
    String path = source.substring(host.length(), mark < 0 ? source.length() : mark);
    String query = mark < 0 ? "" : source.substring(mark + 1);
    int taker = now.locate(host, path, query, EVERYONE);
    return taker < 0 ? null : now.source(taker);
  }
}
