package dev.crossfade.seo.parity;

import dev.crossfade.seo.page.Shape;
import java.util.Arrays;

/**
 * How the pages of one template on one storefront are built: the last ones that were usual. A page
 * is like them if it is like a few of them, since a template has variants (with reviews, without).
 * Once most pages are unusual the template itself has changed, and what is usual is learnt anew.
 * One thread at a time.
 */
final class UsualShape {
  /** What can be said of a page before so many were seen: nothing. */
  private static final int FEWEST = 10;

  private static final int MOST = 40;
  private static final int WITNESSES = 3;

  /** Below that a page has less than half of the paths of its siblings. */
  private static final double UNLIKE = 0.5;

  private static final double BELOW_USUAL = 0.3;
  private static final int CHANGED_AFTER = 10;

  private final Shape[] kept = new Shape[MOST];
  private final double[] likenesses = new double[MOST];
  private long seen;
  private int unusualRecently;

  /**
   * How like its siblings a page is.
   *
   * @param toOthers to the third closest of them; 1 where there are not so many
   * @param usual what that is for three of four pages at least
   */
  record Likeness(double toOthers, double usual, boolean isUnusual) {}

  UsualShape() {
    Arrays.fill(kept, Shape.NONE);
  }

  /** Compares a page with those before it, and keeps it if it is like them. */
  Likeness add(Shape shape) {
    double likeness = likeness(shape);
    double usual = usual();
    boolean unusual = seen >= FEWEST && likeness < UNLIKE && likeness < usual - BELOW_USUAL;
    if (unusual) {
      unusualRecently += 2;
      if (unusualRecently > CHANGED_AFTER * 2) {
        seen = 0;
        unusualRecently = 0;
      }
    } else {
      int at = (int) (seen % MOST);
      kept[at] = shape;
      likenesses[at] = likeness;
      seen++;
      unusualRecently = Math.max(0, unusualRecently - 1);
    }
    return new Likeness(likeness, usual, unusual);
  }

  private int size() {
    return (int) Math.min(seen, MOST);
  }

  private double likeness(Shape shape) {
    int size = size();
    if (size < WITNESSES) {
      return 1;
    }
    double[] all = new double[size];
    for (int i = 0; i < size; i++) {
      all[i] = kept[i].similarity(shape);
    }
    Arrays.sort(all);
    return all[size - WITNESSES];
  }

  /** A quarter of the pages is less alike. */
  private double usual() {
    int size = size();
    if (size == 0) {
      return 1;
    }
    double[] all = Arrays.copyOf(likenesses, size);
    Arrays.sort(all);
    return all[size / 4];
  }
}
