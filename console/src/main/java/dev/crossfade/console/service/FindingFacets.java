package dev.crossfade.console.service;

import java.util.List;

/**
 * How many groups of findings each filter would leave, all other filters staying as they are. What
 * would leave none is not here.
 *
 * @param severity the gravest first
 * @param state open, noise, accepted, closed
 * @param rule those with the gravest first, of these those with most groups; likewise template
 * @param unit by name
 */
public record FindingFacets(
    List<Count> severity,
    List<Count> state,
    List<Count> rule,
    List<Count> template,
    List<Count> unit) {
  public FindingFacets {
    severity = List.copyOf(severity);
    state = List.copyOf(state);
    rule = List.copyOf(rule);
    template = List.copyOf(template);
    unit = List.copyOf(unit);
  }

  /** A value of a filter, and how many groups have it. */
  public record Count(String value, int groups) {}
}
