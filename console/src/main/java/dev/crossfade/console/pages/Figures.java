package dev.crossfade.console.pages;

import java.util.Locale;

/** Numbers as a page says them. */
public final class Figures {
  /** Does not break a line, and is narrower than a word's. */
  private static final char SPACE = '\u202f';

  private Figures() {}

  /** With a space at the thousands. */
  public static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', SPACE);
  }

  /** {@code 1 redirect}, {@code 2 redirects}. */
  public static String of(long number, String what) {
    return of(number) + " " + what + (number == 1 ? "" : "s");
  }

  /** A share in percent; none of nothing. */
  public static String share(long part, long whole) {
    if (part == 0 || whole == 0) {
      return "0" + SPACE + "%";
    }
    double percent = 100.0 * part / whole;
    return percent < 1 ? "<1" + SPACE + "%" : Math.round(percent) + "" + SPACE + "%";
  }

  /** Bytes in the largest unit that leaves more than one. */
  public static String bytes(long bytes) {
    if (bytes < 1 << 10) {
      return of(bytes) + SPACE + "B";
    }
    if (bytes < 1 << 20) {
      return of(bytes >> 10) + SPACE + "KB";
    }
    return of(bytes >> 20) + SPACE + "MB";
  }
}
