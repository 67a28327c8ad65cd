package dev.crossfade.console.service;

import java.time.Instant;
import java.util.List;

/** Tells what happened. Called on threads that may block. */
public interface JournalService {
  /** At most so many entries before one, newest first. */
  List<Happened> journal(long before, int limit);

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
