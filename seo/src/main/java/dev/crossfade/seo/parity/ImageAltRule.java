package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page.Images;

/**
 * SEO-IMAGE-ALT: next leaves no larger share of its images without an alt attribute than legacy. A
 * counting pixel or two is none.
 */
final class ImageAltRule implements ParityRule {
  private static final int FEWEST = 3;
  private static final double TOLERATED = 0.10;

  @Override
  public Rule rule() {
    return Rule.SEO_IMAGE_ALT;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Images was = pair.legacy().images();
    Images is = pair.next().images();
    boolean more =
        is.missingAlt() - was.missingAlt() >= FEWEST && share(is) > share(was) + TOLERATED;
    boolean all =
        is.count() >= 2
            && is.missingAlt() == is.count()
            && was.missingAlt() == 0
            && was.count() > 0;
    if (more || all) {
      notes.add(
          said(was),
          said(is),
          "%d of %d images have no alt text, on legacy %d of %d"
              .formatted(is.missingAlt(), is.count(), was.missingAlt(), was.count()),
          "");
    }
  }

  private static double share(Images images) {
    return images.count() == 0 ? 0 : (double) images.missingAlt() / images.count();
  }

  private static String said(Images images) {
    return images.missingAlt() + " of " + images.count();
  }
}
