package dev.crossfade.cohorts.sources;

import org.jspecify.annotations.Nullable;

/** Countries by their two letters, each as one string for all requests. */
final class CountryCodes {
  private static final int LETTERS = 26;
  private static final String[] ALL = new String[LETTERS * LETTERS];

  /** What Cloudflare says when it does not know; ISO 3166 will never give it to anybody. */
  private static final int UNKNOWN = index('X', 'X');

  static {
    for (int i = 0; i < ALL.length; i++) {
      ALL[i] = "" + (char) ('A' + i / LETTERS) + (char) ('A' + i % LETTERS);
    }
  }

  private CountryCodes() {}

  /** In capitals; null: these are not two letters, or say that nobody knows. */
  static @Nullable String known(@Nullable String code) {
    if (code == null || code.length() != 2) {
      return null;
    }
    int index = index(code.charAt(0), code.charAt(1));
    return index < 0 || index == UNKNOWN ? null : ALL[index];
  }

  private static int index(char first, char second) {
    int high = letter(first);
    int low = letter(second);
    return high < 0 || low < 0 ? -1 : high * LETTERS + low;
  }

  private static int letter(char c) {
    int letter = (c >= 'a' && c <= 'z' ? c - 'a' : c - 'A');
    return letter >= 0 && letter < LETTERS ? letter : -1;
  }
}
