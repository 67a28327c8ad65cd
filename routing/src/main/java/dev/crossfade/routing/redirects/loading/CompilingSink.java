package dev.crossfade.routing.redirects.loading;

import dev.crossfade.config.model.Redirect;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectCompiler;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RuleProblems;
import dev.crossfade.routing.redirects.RuleSink;

/** Compiles what is read, with the policy of the whole file. */
record CompilingSink(RedirectCompiler compiler, Redirect.Policy policy, RuleProblems problems)
    implements RuleSink {
  @Override
  public void onRule(RedirectRule rule) {
    compiler.add(rule, policy);
  }

  @Override
  public void onProblem(Place place, String message) {
    problems.onProblem(place, message);
  }
}
