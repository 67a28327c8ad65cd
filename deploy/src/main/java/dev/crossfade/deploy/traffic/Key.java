package dev.crossfade.deploy.traffic;

import dev.crossfade.console.service.TrafficService.Split;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests are counted together.
 *
 * @param unit null: those of all units, and of none
 * @param name of the backend or the arm
 */
record Key(@Nullable String unit, Split by, String name) {}
