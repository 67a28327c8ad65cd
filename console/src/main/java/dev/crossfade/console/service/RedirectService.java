package dev.crossfade.console.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what is counted about redirects. Called on threads that may block. */
public interface RedirectService {
  /**
   * A page of the entries in the order of the map.
   *
   * @param from how many entries to pass over
   */
  Entries redirects(int from, int limit);

  /**
   * The pages asked for that nobody has, most often first.
   *
   * @param from how many to pass over
   */
  Misses misses(int from, int limit);

  /**
   * Some entries.
   *
   * @param total how many there are in all
   * @param next the cursor of those that follow; null: these were the last
   */
  record Entries(int total, List<Entry> entries, @Nullable String next) {
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
   * @param lastHit null: nobody asked yet
   */
  record Entry(
      String source,
      @Nullable String target,
      @Nullable Integer status,
      String place,
      boolean reverse,
      long hits,
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
}
