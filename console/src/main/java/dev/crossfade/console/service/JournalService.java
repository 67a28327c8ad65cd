package dev.crossfade.console.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what happened. Called on threads that may block. */
public interface JournalService {
  /** At most so many entries before one, newest first. */
  default List<Happened> journal(long before, int limit) {
    return journal(Filter.NONE, before, limit);
  }

  /** The same of those that a filter lets through. */
  List<Happened> journal(Filter filter, long before, int limit);

  /**
   * Which entries are asked for; null: any.
   *
   * @param kind such as rollout
   * @param subject what they are about; a unit has its templates and findings with it
   * @param actor who did it
   */
  record Filter(@Nullable String kind, @Nullable String subject, @Nullable String actor) {
    public static final Filter NONE = new Filter(null, null, null);
  }

  /**
   * One thing that happened.
   *
   * @param seq its number; the number of the last one is the cursor of the next page
   * @param body the particulars, as they were written
   */
  record Happened(
      long seq,
      Instant at,
      String actor,
      String kind,
      String subject,
      String reason,
      Object body) {}
}
