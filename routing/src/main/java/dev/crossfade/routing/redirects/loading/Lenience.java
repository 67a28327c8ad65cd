package dev.crossfade.routing.redirects.loading;

import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RuleProblems;

/** Tells apart what refuses a configuration and what is only passed over. */
final class Lenience implements RuleProblems {
  private final RuleProblems refused;
  private final RuleProblems passedOver;
  private RuleProblems now;

  Lenience(RuleProblems refused, RuleProblems passedOver) {
    this.refused = refused;
    this.passedOver = passedOver;
    this.now = refused;
  }

  void strict() {
    now = refused;
  }

  void lenient(boolean lenient) {
    now = lenient ? passedOver : refused;
  }

  @Override
  public void onProblem(Place place, String message) {
    now.onProblem(place, message);
  }
}
