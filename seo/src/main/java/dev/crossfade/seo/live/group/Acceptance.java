package dev.crossfade.seo.live.group;

import java.time.Instant;

/** That somebody has looked at a group and lives with it. */
public record Acceptance(String by, Instant at, String reason) {}
