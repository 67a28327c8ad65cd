package dev.crossfade.seo.sitemap;

import java.util.Locale;
import java.util.Set;

/**
 * Codes of hreflang: a language, or one with its script, its country or both; {@code x-default}.
 */
final class LanguageCode {
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private LanguageCode() {}

  static boolean isOne(String code) {
    String lower = code.toLowerCase(Locale.ROOT);
    if (lower.equals("x-default")) {
      return true;
    }
    String[] parts = lower.split("-", -1);
    boolean script = parts.length > 1 && parts[1].matches("[a-z]{4}");
    int country = script ? 2 : 1;
    return LANGUAGES.contains(parts[0])
        && parts[0].length() == 2
        && parts.length <= country + 1
        && (parts.length == country || COUNTRIES.contains(parts[country].toUpperCase(Locale.ROOT)));
  }
}
