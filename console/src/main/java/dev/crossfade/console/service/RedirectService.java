package dev.crossfade.console.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what is counted about redirects. Called on threads that may block. */
public interface RedirectService {
  /** A page of the entries that somebody looks for. */
  Entries redirects(Search search);

  /**
   * The pages asked for that nobody has, most often first.
   *
   * @param from how many to pass over
   */
  Misses misses(int from, int limit);

  /** What lint says of the redirects that are active; takes a moment the first time. */
  Lint lint();

  /** Where a text is looked for. */
  enum Side {
    SOURCE,
    TARGET,
    EITHER
  }

  /** Which come first: as they stand, the most frequent, the latest, the longest not asked for. */
  enum Sorting {
    MAP,
    HITS,
    LATEST,
    IDLE
  }

  /**
   * What somebody looks for.
   *
   * @param text a part of a source or target; empty: all
   * @param atStart whether it must begin with the text
   * @param never whether only those count that nobody has asked for
   * @param after the page before ended there; null: this is the first
   */
  record Search(
      String text,
      Side side,
      boolean atStart,
      boolean never,
      Sorting sorting,
      @Nullable Cursor after,
      int limit) {}

  /**
   * Where a page ended.
   *
   * @param rank of its last entry
   */
  record Cursor(long rank, int entry) {
    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException it is none
     */
    public static Cursor of(String text) {
      if (text.matches("[0-9]{1,9}")) {
        return new Cursor(0, Integer.parseInt(text) - 1);
      }
      if (!text.matches("-?[0-9]{1,18}\\.[0-9]{1,9}")) {
        throw new IllegalArgumentException(text + " (expected: one that an answer gave)");
      }
      int dot = text.indexOf('.');
      return new Cursor(
          Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    /** In the order of the map it is how many entries to pass over. */
    @Override
    public String toString() {
      return rank == 0 ? Integer.toString(entry + 1) : rank + "." + entry;
    }
  }

  /**
   * Some entries.
   *
   * @param total how many there are in all
   * @param found how many are looked for
   * @param searched how many were looked at: less than all where there are too many
   * @param since when counting began
   * @param next the cursor of those that follow; null: these were the last
   */
  record Entries(
      int total,
      int found,
      int searched,
      @Nullable Instant since,
      List<Entry> entries,
      @Nullable String next) {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One redirect.
   *
   * @param target where it leads after all; null: it answers 410
   * @param status null: the rollout says 301 or 302
   * @param place where it is written
   * @param reverse whether it was derived from one that says {@code reverse}
   * @param crawlerHits how many of the hits were by those that say they are crawlers, and are not
   *     known to lie
   * @param lastHit null: nobody asked yet
   */
  record Entry(
      String source,
      @Nullable String target,
      @Nullable Integer status,
      String place,
      boolean reverse,
      long hits,
      long crawlerHits,
      @Nullable Instant lastHit) {}

  /**
   * Pages that nobody has.
   *
   * @param cursor of those that follow; null: these were the last
   * @param dropped requests that could not be counted
   */
  record Misses(List<Miss> misses, @Nullable String cursor, long dropped) {
    public Misses {
      misses = List.copyOf(misses);
    }
  }

  /**
   * One of them.
   *
   * @param atMostTooHigh how far {@code hits} may be above the truth
   * @param suggestions targets of redirects that are worded alike, the likeliest first
   */
  record Miss(
      String path, long hits, long atMostTooHigh, Instant lastHit, List<String> suggestions) {
    public Miss {
      suggestions = List.copyOf(suggestions);
    }
  }

  /** What lint says. */
  sealed interface Lint {}

  /** It is at work, since then. */
  record Linting(Instant since) implements Lint {}

  /** It cannot say; the reason says what to do. */
  record NotLinted(String reason) implements Lint {}

  /**
   * It is done.
   *
   * @param changed whether a file was changed since it was loaded, so that places may be elsewhere
   */
  record Linted(Instant at, int redirects, boolean changed, List<LintRule> rules) implements Lint {
    public Linted {
      rules = List.copyOf(rules);
    }
  }

  /**
   * All that breaks one rule, the worst rules first.
   *
   * @param first some of them
   */
  record LintRule(String rule, String severity, int count, List<LintProblem> first) {
    public LintRule {
      first = List.copyOf(first);
    }
  }

  /** One redirect that breaks it. */
  record LintProblem(String place, String source, String target, String message) {}
}
