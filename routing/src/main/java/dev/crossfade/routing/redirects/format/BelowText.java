package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;

/**
 * A redirect of everything below a path, for formats that put texts together: ours has exactly one
 * slash between target and rest, there both must end in one or neither.
 *
 * @param start of the target, to which the rest of the path is appended
 * @param end query and fragment
 */
record BelowText(String start, String end) {

  /** Adapts the target's slash where it must be, which is told. */
  static BelowText of(Source.Prefix prefix, RedirectRule rule, Losses losses) {
    int end = Target.endOfPath(rule.target());
    String start = rule.target().substring(0, end);
    boolean wanted = prefix.path().endsWith("/");
    if (rule.target().isEmpty() || wanted == start.endsWith("/")) {
      return new BelowText(start, rule.target().substring(end));
    }
    String adapted = wanted ? start + "/" : start.substring(0, start.length() - 1);
    losses.onLoss(rule, "not quite: " + prefix.path() + " itself leads to " + adapted);
    return new BelowText(adapted, rule.target().substring(end));
  }
}
