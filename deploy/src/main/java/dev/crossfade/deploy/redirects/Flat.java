package dev.crossfade.deploy.redirects;

import dev.crossfade.config.model.Redirect;
import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectCompiler;
import dev.crossfade.routing.redirects.RedirectEntry;
import dev.crossfade.routing.redirects.RedirectMap;
import dev.crossfade.routing.redirects.RedirectProblem;
import dev.crossfade.routing.redirects.RedirectRule;
import java.util.ArrayList;
import java.util.List;

/** Rules as the gateway follows them: compiled, with one policy for all. */
final class Flat {
  /** What a redirect has that says nothing else. */
  private static final Redirect.Policy POLICY =
      new Redirect.Policy(
          Redirect.When.ALWAYS,
          Redirect.Status.S301,
          Redirect.Query.PRESERVE,
          null,
          false,
          true,
          Redirect.TrailingSlash.EXACT);

  private final List<RedirectProblem> problems;
  private final RedirectCompiler compiler = new RedirectCompiler(this::onProblem);
  private boolean refused;

  private Flat(List<RedirectProblem> problems) {
    this.problems = problems;
  }

  private void onProblem(Place place, String message) {
    refused = true;
    problems.add(
        new RedirectProblem(
            "RED-INVALID", Severity.CRITICAL, place.file(), place.line(), "", "", message));
  }

  private boolean isTaken(RedirectRule rule) {
    refused = false;
    compiler.add(rule, POLICY);
    return !refused;
  }

  /** The map that answers as the gateway would. */
  static RedirectMap map(List<RedirectRule> rules, List<RedirectProblem> problems) {
    Flat flat = new Flat(problems);
    rules.forEach(flat::isTaken);
    return flat.compiler.compile();
  }

  /** The same rules, each leading to where its chain ends; what cannot be followed is left out. */
  static List<RedirectRule> of(List<RedirectRule> rules, List<RedirectProblem> problems) {
    Flat flat = new Flat(problems);
    List<RedirectRule> taken = new ArrayList<>();
    for (RedirectRule rule : rules) {
      if (flat.isTaken(rule)) {
        taken.add(rule);
      }
    }
    RedirectMap map = flat.compiler.compile();
    for (int entry = 0; entry < taken.size(); entry++) {
      RedirectEntry last = map.describe(entry);
      RedirectRule rule = taken.get(entry);
      if (!last.target().equals(rule.target())) {
        taken.set(
            entry, new RedirectRule(rule.source(), last.target(), last.status(), rule.place()));
      }
    }
    return taken;
  }
}
