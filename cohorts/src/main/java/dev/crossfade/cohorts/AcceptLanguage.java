package dev.crossfade.cohorts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Accept-Language (RFC 9110 §12.5.4) for the one language that a visitor would rather have
 * than all others: the first of those with the greatest weight. Browsers list what their users can
 * read at all, English nearly always among it, so that anything but the first says little.
 */
final class AcceptLanguage {
  private static final int WHOLE = 1_000;

  private AcceptLanguage() {}

  /**
   * Whether the most preferred language is in one of these ranges, by basic filtering (RFC 4647
   * §3.3.1): {@code de} holds {@code de} and {@code de-AT}, {@code de-AT} does not hold {@code de}.
   */
  static boolean prefers(@Nullable String header, List<String> ranges) {
    if (header == null) {
      return false;
    }
    int best = 0;
    int from = 0;
    int end = 0;
    for (int at = 0; at < header.length(); ) {
      int comma = indexOf(header, ',', at, header.length());
      int semicolon = indexOf(header, ';', at, comma);
      int start = skipBlanks(header, at, semicolon);
      int weight = start == semicolon ? 0 : weight(header, semicolon, comma);
      if (weight > best) {
        best = weight;
        from = start;
        end = semicolon;
      }
      at = comma + 1;
    }
    while (end > from && isBlank(header.charAt(end - 1))) {
      end--;
    }
    return best > 0 && isInOneOf(header, from, end, ranges);
  }

  private static boolean isInOneOf(String header, int from, int end, List<String> ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      String range = ranges.get(i);
      int rest = from + range.length();
      if (rest <= end
          && header.regionMatches(true, from, range, 0, range.length())
          && (rest == end || header.charAt(rest) == '-')) {
        return true;
      }
    }
    return false;
  }

  /** In thousandths; one that is malformed is 0, as if its language were not there. */
  private static int weight(String header, int from, int end) {
    if (from == end) {
      return WHOLE;
    }
    int at = skipBlanks(header, from + 1, end);
    if (!header.regionMatches(true, at, "q=", 0, 2) || at + 2 >= end) {
      return 0;
    }
    at += 2;
    int digit = header.charAt(at) - '0';
    int weight = digit * WHOLE;
    at++;
    if (digit < 0 || digit > 1) {
      return 0;
    }
    if (at < end && header.charAt(at) == '.') {
      at++;
      for (int unit = WHOLE / 10; at < end && unit > 0 && isDigit(header.charAt(at)); unit /= 10) {
        weight += (header.charAt(at) - '0') * unit;
        at++;
      }
    }
    return skipBlanks(header, at, end) == end && weight <= WHOLE ? weight : 0;
  }

  private static int indexOf(String text, char wanted, int from, int end) {
    int at = text.indexOf(wanted, from, end);
    return at < 0 ? end : at;
  }

  private static int skipBlanks(String text, int from, int end) {
    int at = from;
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
