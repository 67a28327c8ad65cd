package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import java.util.Locale;

/** SEO-VIEWPORT: a page that fits phones on legacy does on next. */
final class ViewportRule implements ParityRule {
  @Override
  public Rule rule() {
    return Rule.SEO_VIEWPORT;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    String was = pair.legacy().viewport();
    String is = pair.next().viewport();
    if (was == null || was.isBlank()) {
      return;
    }
    if (is == null || is.isBlank()) {
      notes.add(was, "none", "has no viewport, legacy has " + Wording.quoted(was), "");
    } else if (fitsDevice(was) && !fitsDevice(is)) {
      notes.add(was, is, "viewport is no longer as wide as the device: " + Wording.quoted(is), "");
    }
  }

  private static boolean fitsDevice(String viewport) {
    return viewport.toLowerCase(Locale.ROOT).replaceAll("\\s", "").contains("width=device-width");
  }
}
