package dev.crossfade.console.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many findings were open, hour by hour.
 *
 * @param hours every one, the oldest first; the last is under way
 */
public record FindingTrend(List<Hour> hours) {
  public FindingTrend {
    hours = List.copyOf(hours);
  }

  /**
   * One hour.
   *
   * @param pages that were compared in it
   * @param critical findings that were open and counted as it ended; null, as with the others:
   *     nobody looked
   */
  public record Hour(
      Instant at,
      long pages,
      @Nullable Long critical,
      @Nullable Long major,
      @Nullable Long minor) {}

  /**
   * How many of the pages of its template showed one finding, hour by hour.
   *
   * @param hours every one, the oldest first; the last is under way
   */
  public record OfOne(String id, List<Share> hours) {
    public OfOne {
      hours = List.copyOf(hours);
    }
  }

  /**
   * One hour.
   *
   * @param pages that were compared
   * @param seen how many of them showed it
   */
  public record Share(Instant at, long pages, long seen) {}
}
