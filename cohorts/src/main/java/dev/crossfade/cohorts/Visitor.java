package dev.crossfade.cohorts;

import org.jspecify.annotations.Nullable;

/**
 * Whoever sends a request.
 *
 * @param key a hash of the identity; all buckets of the visitor follow from it
 * @param newIdentity what the identity cookie must be set to; null: it stays as it is
 */
public record Visitor(long key, @Nullable String newIdentity) {}
