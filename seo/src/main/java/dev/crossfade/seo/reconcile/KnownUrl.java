package dev.crossfade.seo.reconcile;

import java.util.ArrayList;
import java.util.List;

/**
 * A URL and who knows it.
 *
 * @param target path and query on the site of today
 * @param sources a bit for each {@link Source}
 * @param hits how often visitors asked for it
 */
public record KnownUrl(String target, int sources, long hits) {
  static KnownUrl of(String target, Source source, long hits) {
    return new KnownUrl(target, source.bit(), hits);
  }

  /** The same of two records of one URL. */
  KnownUrl with(KnownUrl other) {
    return new KnownUrl(target, sources | other.sources, hits + other.hits);
  }

  public boolean is(Source source) {
    return (sources & source.bit()) != 0;
  }

  /** Whether legacy had it: nobody else could have listed or served it. */
  public boolean isOfLegacy() {
    return is(Source.LEGACY_SITEMAP) || is(Source.LEGACY_LIST) || is(Source.SERVED);
  }

  /** For people: {@code legacy's sitemap, visitors (1,204 hits)}. */
  public String knownBy() {
    List<String> who = new ArrayList<>();
    for (Source source : Source.values()) {
      if (is(source)) {
        who.add(
            switch (source) {
              case SITEMAP -> "the sitemap";
              case LEGACY_SITEMAP -> "legacy's sitemap";
              case LEGACY_LIST -> "legacy's list";
              case MAP -> "the redirect map";
              case SERVED, REFUSED -> "visitors";
            });
      }
    }
    String known = String.join(", ", who.stream().distinct().toList());
    return hits == 0
        ? known
        : known + " (" + "%,d".formatted(hits) + (hits == 1 ? " hit)" : " hits)");
  }
}
