package dev.crossfade.proxy;

/**
 * Two answers to one request.
 *
 * @param path without the query, which may hold what nobody else should read
 * @param probe whether the same backend was asked twice, to see what it contradicts in itself
 * @param served what the visitor got
 * @param shadow what nobody got
 */
public record ShadowPair(
    String unit,
    String method,
    String path,
    boolean probe,
    String servedBy,
    String shadowBy,
    ShadowAnswer served,
    ShadowAnswer shadow) {}
