package dev.crossfade.deploy.demo;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** Text as words: for searching, and as the slug of a URL. */
final class Words {
  /** The words of a line, split at anything blank. */
  static Stream<String> of(String line) {
    return Arrays.stream(line.split("\\s+", -1)).filter(word -> !word.isEmpty());
  }

  /** {@code "Ferrum & Oak Wok, 28 cm"} as {@code "ferrum-oak-wok-28-cm"}. */
  static String slug(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}|'", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }

  private Words() {}
}
