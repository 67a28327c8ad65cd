package dev.crossfade.routing.redirects;

/** Takes what is wrong with rules that were read well. */
@FunctionalInterface
public interface RuleProblems {
  /**
   * A rule that is left out.
   *
   * @param message what is wrong and what was expected
   */
  void onProblem(Place place, String message);
}
