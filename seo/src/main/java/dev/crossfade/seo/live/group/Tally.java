package dev.crossfade.seo.live.group;

/**
 * What is counted in one hour.
 *
 * @param hour since 1970
 * @param name a template, the id of a group, or a severity, as the kind has it
 */
public record Tally(long hour, Kind kind, String unit, String name) {
  /** What a number is about. */
  public enum Kind {
    /** Pages of a template that were compared. */
    COMPARED,
    /** Pages that showed what a group is about. */
    SEEN,
    /** Groups of a severity that were open and counted, as the hour ended. */
    OPEN
  }
}
