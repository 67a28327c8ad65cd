package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page.Caching;

/**
 * SEO-VARY: a shared cache must not keep next's answer for everybody. It may where it may keep
 * legacy's too, unless both storefronts serve the address now.
 */
final class VaryRule implements ParityRule {
  @Override
  public Rule rule() {
    return Rule.SEO_VARY;
  }

  @Override
  public boolean isAbout(Pair pair) {
    return pair.isAnswered();
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Caching was = pair.legacy().caching();
    Caching is = pair.next().caching();
    if (isForEverybody(is) && (!isForEverybody(was) || pair.site().isSplit(pair.url()))) {
      notes.add(
          said(was),
          said(is),
          pair.site().isSplit(pair.url())
              ? "may be kept by shared caches while both storefronts serve it"
              : "may be kept by shared caches, legacy's answer may not",
          "");
    }
  }

  private static boolean isForEverybody(Caching caching) {
    return caching.shared()
        && !caching.varies().contains("cookie")
        && !caching.varies().contains("*");
  }

  private static String said(Caching caching) {
    String vary =
        caching.varies().isEmpty() ? "" : ", varies by " + String.join(", ", caching.varies());
    return (caching.shared() ? "shared" : "private") + vary;
  }
}
