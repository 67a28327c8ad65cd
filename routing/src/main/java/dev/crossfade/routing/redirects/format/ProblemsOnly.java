package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RuleProblems;
import dev.crossfade.routing.redirects.RuleSink;

/** A sink for what makes no rules. */
record ProblemsOnly(RuleProblems problems) implements RuleSink {
  @Override
  public void onRule(RedirectRule rule) {
    throw new IllegalStateException(rule + " (expected: no rule)");
  }

  @Override
  public void onProblem(Place place, String message) {
    problems.onProblem(place, message);
  }
}
