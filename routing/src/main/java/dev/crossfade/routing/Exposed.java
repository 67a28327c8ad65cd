package dev.crossfade.routing;

import dev.crossfade.cohorts.Buckets;

/**
 * How far a unit is at this moment.
 *
 * @param basisPoints the share of its visitors that next serves: 2,500 are 25 %
 * @param buckets how its visitors are arranged; another salt arranges them anew
 * @param complete it is done: next serves it for good
 * @param evictBefore checkouts pinned to next before this moment are let go of where their pin says
 *     {@code evict}, in milliseconds since 1970; 0: none was rolled back
 */
public record Exposed(int basisPoints, Buckets buckets, boolean complete, long evictBefore) {
  public Exposed {
    if (basisPoints < 0 || basisPoints > Buckets.COUNT) {
      throw new IllegalArgumentException("exposure: " + basisPoints + " (expected: 0..10000)");
    }
  }

  /** A share set by hand; all of it is complete. */
  static Exposed fixed(int basisPoints, String salt) {
    return new Exposed(basisPoints, Buckets.salted(salt), basisPoints == Buckets.COUNT, 0);
  }

  /** Whether some visitors see one storefront and some the other. */
  boolean splits() {
    return basisPoints > 0 && basisPoints < Buckets.COUNT;
  }
}
