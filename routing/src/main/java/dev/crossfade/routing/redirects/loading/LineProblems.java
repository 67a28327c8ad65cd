package dev.crossfade.routing.redirects.loading;

import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RuleProblems;
import java.util.ArrayList;
import java.util.List;

/** The first problems, and how many there are: a file may be wrong in every line. */
final class LineProblems implements RuleProblems {
  private static final int MOST = 100;

  private final List<String> lines = new ArrayList<>();
  private int count;

  @Override
  public void onProblem(Place place, String message) {
    if (count++ < MOST) {
      lines.add(place + ": " + message);
    }
  }

  void addTo(List<String> all) {
    all.addAll(lines);
    if (count > MOST) {
      all.add("redirects: " + (count - MOST) + " problems more");
    }
  }
}
