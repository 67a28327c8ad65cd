package dev.crossfade.routing.redirects;

/** Takes what a reader finds in a file, in the order of its lines. */
public interface RuleSink {
  void onRule(RedirectRule rule);

  /**
   * A line that is no redirect, or none that we can follow. The others go on.
   *
   * @param message what is wrong and what was expected
   */
  void onProblem(Place place, String message);
}
