package dev.crossfade.console.pages.redirects;

/** Where a redirect is written, as a page says it: without the folders. */
public final class ShortPlace {
  private ShortPlace() {}

  public static String of(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }
}
