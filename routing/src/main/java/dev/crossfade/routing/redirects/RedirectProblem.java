package dev.crossfade.routing.redirects;

import dev.crossfade.config.model.Severity;

/**
 * One thing that is wrong with a redirect: what lint prints.
 *
 * @param rule its stable name, such as RED-LOOP
 * @param source what is asked for, as {@link Normal} writes it
 * @param target where it leads; empty: nowhere (410)
 */
public record RedirectProblem(
    String rule,
    Severity severity,
    String file,
    int line,
    String source,
    String target,
    String message) {}
