package dev.crossfade.rollout.journal;

import java.time.Instant;

/**
 * One config that became active. Its text is asked for apart, since it may be large.
 *
 * @param version from 1, without gaps
 * @param at when it was recorded
 * @param source the file it was read from
 * @param actor who made it active
 * @param reason why
 * @param sha256 of its text in UTF-8, in lower-case hex
 * @param size of its text in UTF-8, in bytes
 */
public record ConfigVersion(
    long version,
    Instant at,
    String source,
    String actor,
    String reason,
    String sha256,
    long size) {}
