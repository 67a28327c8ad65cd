package dev.crossfade.console.pages;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people read them. */
public final class Amounts {
  private Amounts() {}

  /** With a space between thousands: {@code 12 480}. */
  public static String of(long number) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setGroupingSeparator('\u202f');
    return new DecimalFormat("#,##0", symbols).format(number);
  }

  /** A number with its noun: {@code 1 page}, {@code 12 pages}. */
  public static String of(long number, String one, String many) {
    return of(number) + " " + (number == 1 ? one : many);
  }

  /** From 0 to 1 as a percentage: {@code 0.04 %}, {@code 4.2 %}, {@code 42 %}. */
  public static String share(double share) {
    double percent = 100 * share;
    String pattern = percent >= 10 ? "0" : percent >= 1 ? "0.#" : "0.##";
    String text =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(percent);
    if (percent > 0 && text.equals("0")) {
      return "under 0.01 %";
    }
    return percent < 100 && text.equals("100") ? "over 99 %" : text + " %";
  }
}
