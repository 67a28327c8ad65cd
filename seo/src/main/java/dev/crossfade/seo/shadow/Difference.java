package dev.crossfade.seo.shadow;

/**
 * One thing that two answers say differently.
 *
 * @param place where: {@code $.items[].price}, {@code text}, {@code location}, {@code
 *     content-type}, {@code body}
 * @param served what the visitor got, cut short
 * @param shadow what the other storefront says, cut short
 */
public record Difference(String place, String served, String shadow) {
  private static final int MOST_SHOWN = 80;

  public Difference {
    served = shown(served);
    shadow = shown(shadow);
  }

  private static String shown(String value) {
    int end = MOST_SHOWN;
    if (value.length() <= end) {
      return value;
    }
    if (Character.isHighSurrogate(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(0, end) + "…";
  }
}
