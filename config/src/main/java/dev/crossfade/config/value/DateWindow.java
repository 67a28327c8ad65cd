package dev.crossfade.config.value;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Whole days, both included: {@code 2026-12-18 - 2027-01-04}. */
public record DateWindow(LocalDate from, LocalDate to) {
  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  public static final String PATTERN = DAY + "( - " + DAY + ")?";

  public DateWindow {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a last day that is not before the first");
    }
  }

  /** Reads what matches {@link #PATTERN}; one day is a window of its own. */
  public static DateWindow parse(String text) {
    try {
      LocalDate from = LocalDate.parse(text.substring(0, 10));
      return new DateWindow(from, text.length() == 10 ? from : LocalDate.parse(text.substring(13)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("days of the calendar such as 2026-12-18", e);
    }
  }

  @Override
  public String toString() {
    return from + " - " + to;
  }
}
