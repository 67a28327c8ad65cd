package dev.crossfade.deploy.redirects;

import dev.crossfade.config.model.Redirect;
import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectCompiler;
import dev.crossfade.routing.redirects.RedirectEntry;
import dev.crossfade.routing.redirects.RedirectLint;
import dev.crossfade.routing.redirects.RedirectMap;
import dev.crossfade.routing.redirects.RedirectProblem;
import dev.crossfade.routing.redirects.RedirectRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
    flat.refused = false;
    RedirectMap map = flat.compiler.compile();
    Set<Place> rings = flat.refused ? rings(taken) : Set.of();
    for (int entry = 0; entry < taken.size(); entry++) {
      RedirectEntry last = map.describe(entry);
      RedirectRule rule = taken.get(entry);
      if (!last.target().equals(rule.target()) && !rings.contains(rule.place())) {
        taken.set(
            entry, new RedirectRule(rule.source(), last.target(), last.status(), rule.place()));
      }
    }
    return taken;
  }

  /** What has no end stays as it was written: whoever mends it wants to see it. */
  private static Set<Place> rings(List<RedirectRule> rules) {
    return RedirectLint.of(rules).stream()
        .filter(problem -> problem.rule().equals("RED-LOOP"))
        .map(problem -> new Place(problem.file(), problem.line()))
        .collect(Collectors.toSet());
  }
}
