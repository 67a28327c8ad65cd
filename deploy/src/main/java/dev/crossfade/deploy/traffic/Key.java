package dev.crossfade.deploy.traffic;

import dev.crossfade.console.service.TrafficService.By;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests are counted together.
 *
 * @param unit null: those of all units, and of none
 * @param name of the backend or the arm
 */
record Key(@Nullable String unit, By by, String name) {}
