package dev.crossfade.seo.shadow;

import java.time.Instant;

/**
 * One kind of difference between the storefronts, with its latest example.
 *
 * @param template the pages it is on
 * @param place where in an answer: as a {@link Difference} says, or {@code status}
 * @param count how many requests showed it
 * @param path of the latest of them
 */
public record ShadowFinding(
    String unit,
    String template,
    String place,
    long count,
    Instant first,
    Instant last,
    String path,
    String served,
    String shadow) {}
