package dev.crossfade.console.pages;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as a page says them before its script shows them in the viewer's zone. */
public final class Moments {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Moments() {}

  public static String utc(Instant at) {
    return UTC.format(at);
  }
}
