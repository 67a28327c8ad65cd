package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page.Images;

/**
 * SEO-IMAGE-ALT: next leaves no larger share of its images without an alt attribute than legacy.
 * One more is none: it is a counting pixel.
 */
final class ImageAltRule implements ParityRule {
  private static final int SOME = 3;
  private static final double BY_SOME = 0.10;
  private static final int FEW = 2;
  private static final double BY_FEW = 0.30;

  @Override
  public Rule rule() {
    return Rule.SEO_IMAGE_ALT;
  }

  @Override
  public boolean isAbout(Pair pair) {
    return pair.isJudged() && pair.isWhole();
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Images was = pair.legacy().images();
    Images is = pair.next().images();
    int more = is.missingAlt() - was.missingAlt();
    double larger = share(is) - share(was);
    if ((more >= SOME && larger > BY_SOME) || (more >= FEW && larger > BY_FEW)) {
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
