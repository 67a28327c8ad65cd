package dev.crossfade.routing.redirects;

import dev.crossfade.config.model.Redirect;

/**
 * One entry of the map, as people read it.
 *
 * @param source with its host in front, or a pattern
 * @param target where it leads after all, chains followed; empty: gone
 */
public record RedirectEntry(
    String source, String target, int status, Place place, Redirect.Policy policy, Scope.Way way) {}
