package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.Normal;

/** Hosts that a redirect is for, in their normal form, which has no port. */
final class Hosts {
  private static final int LONGEST = 255;

  private Hosts() {}

  static String of(String text) throws Refusal {
    String host = text.length() > LONGEST ? "" : normal(text);
    if (!isAddress(host) && !isName(host)) {
      throw new Refusal("host " + Excerpt.of(text) + " (expected: a host such as shop.example)");
    }
    return host;
  }

  /** Empty: it has none. */
  private static String normal(String text) {
    try {
      return Normal.host(text);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return ""; // what it was is told by the caller, and why means nothing to who wrote it
    }
  }

  private static boolean isAddress(String host) {
    return host.length() > 3
        && host.startsWith("[")
        && host.endsWith("]")
        && isOf(host.substring(1, host.length() - 1), "abcdef:.");
  }

  private static boolean isName(String host) {
    return !host.isEmpty()
        && !host.startsWith(".")
        && !host.startsWith("-")
        && !host.endsWith(".")
        && !host.contains("..")
        && isOf(host, "abcdefghijklmnopqrstuvwxyz-._");
  }

  private static boolean isOf(String text, String more) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || more.indexOf(c) >= 0);
  }
}
