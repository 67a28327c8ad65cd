package dev.crossfade.cohorts;

import org.jspecify.annotations.Nullable;

/** Finds a cookie in a Cookie header (RFC 6265 §4.2), without taking the others apart. */
public final class Cookies {
  private Cookies() {}

  /** The value of the first cookie of this name; null: it is not there. */
  public static @Nullable String find(String header, String name) {
    int at = 0;
    while (at < header.length()) {
      int end = header.indexOf(';', at);
      if (end < 0) {
        end = header.length();
      }
      while (at < end && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) {
        at++;
      }
      int equals = at + name.length();
      if (equals < end && header.charAt(equals) == '=' && header.startsWith(name, at)) {
        return unquote(header.substring(equals + 1, end).strip());
      }
      at = end + 1;
    }
    return null;
  }

  private static String unquote(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
