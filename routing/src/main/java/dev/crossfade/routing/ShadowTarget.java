package dev.crossfade.routing;

/**
 * Where copies of requests go.
 *
 * @param basisPoints how many of ten thousand requests are copied
 */
public record ShadowTarget(String backend, int basisPoints) {}
