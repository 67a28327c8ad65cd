package dev.crossfade.config.value;

import java.net.URI;

/** A URL of the configuration as it may be told: a password, or a key in the query, is not. */
public final class ShownUrl {
  private static final String HIDDEN = "(secret)";

  private ShownUrl() {}

  public static String of(URI url) {
    return url.toString()
        .replaceFirst("(?<=//)[^/?#]*@", HIDDEN + "@")
        .replaceFirst("\\?.*", "?" + HIDDEN);
  }
}
