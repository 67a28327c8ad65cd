package dev.crossfade.rollout;

/**
 * What decides whom next serves at this moment.
 *
 * @param basisPoints the share of the unit's visitors: 2,500 are 25 %
 * @param salt how they are arranged: another one arranges them anew
 * @param complete next serves the unit for good
 * @param evictBefore when the unit last went back, in milliseconds since 1970, or 0: checkouts
 *     pinned to next before are let go of where their pin says so
 */
public record LiveExposure(int basisPoints, String salt, boolean complete, long evictBefore) {}
