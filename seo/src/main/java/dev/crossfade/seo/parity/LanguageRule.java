package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SEO-LANG: the lang attribute of html names legacy's language; its country may differ. */
final class LanguageRule implements ParityRule {
  @Override
  public Rule rule() {
    return Rule.SEO_LANG;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    String was = pair.legacy().language();
    String is = pair.next().language();
    String before = language(was);
    String now = language(is);
    if (before.isEmpty() || before.equals(now)) {
      return;
    }
    String legacy = String.valueOf(was);
    if (now.isEmpty()) {
      notes.add(legacy, "none", "says no language, legacy says " + legacy, "");
    } else {
      notes.add(legacy, String.valueOf(is), "says " + is + " instead of " + legacy, "");
    }
  }

  private static String language(@Nullable String code) {
    return code == null ? "" : code.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
  }
}
