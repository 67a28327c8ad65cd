package dev.crossfade.seo.live;

/** Wilson's score interval (1927) for a rate, which holds for few trials and for none. */
final class Wilson {
  private static final double Z = 1.96;

  private Wilson() {}

  /** The least rate that so many hits in so many trials speak for; 0 to 1. */
  static double lower(double hits, double trials) {
    return trials <= 0 ? 0 : Math.max(0, centre(hits, trials) - width(hits, trials));
  }

  /** The greatest such rate. */
  static double upper(double hits, double trials) {
    return trials <= 0 ? 1 : Math.min(1, centre(hits, trials) + width(hits, trials));
  }

  private static double centre(double hits, double trials) {
    return (hits / trials + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
  }

  private static double width(double hits, double trials) {
    double rate = Math.min(1, hits / trials);
    double spread = rate * (1 - rate) / trials + Z * Z / (4 * trials * trials);
    return Z * Math.sqrt(spread) / (1 + Z * Z / trials);
  }
}
