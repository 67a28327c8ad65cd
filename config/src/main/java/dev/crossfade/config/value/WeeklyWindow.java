package dev.crossfade.config.value;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** A part of every week, such as {@code Fri 12:00 - Mon 08:00}; it may span the week's end. */
public record WeeklyWindow(DayOfWeek fromDay, LocalTime from, DayOfWeek toDay, LocalTime to) {
  private static final String MOMENT =
      "(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01][0-9]|2[0-3]):[0-5][0-9]";
  public static final String PATTERN = MOMENT + " - " + MOMENT;

  public WeeklyWindow {
    if (fromDay == toDay && from.equals(to)) {
      throw new IllegalArgumentException("a window that ends at another time than it starts");
    }
  }

  /** Reads what matches {@link #PATTERN}. */
  public static WeeklyWindow parse(String text) {
    return new WeeklyWindow(
        day(text.substring(0, 3)),
        LocalTime.parse(text.substring(4, 9)),
        day(text.substring(12, 15)),
        LocalTime.parse(text.substring(16)));
  }

  private static DayOfWeek day(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (print(day).equals(word)) {
        return day;
      }
    }
    throw new IllegalArgumentException("a day such as Mon");
  }

  private static String print(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
  }

  @Override
  public String toString() {
    return print(fromDay) + " " + from + " - " + print(toDay) + " " + to;
  }
}
