package dev.crossfade.routing;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.config.model.Match;
import java.util.List;

/**
 * Takes down how the unit of a request was found, and which ones were passed over that ask for the
 * same path: whoever expected another unit wonders why. Compiles what it asks, so only for traces.
 */
final class UnitTrace {
  /** Of a thousand units for one path, these say enough. */
  private static final int MOST_PASSED_OVER = 10;

  private final UnitRules[] units;
  private final RequestHead head;
  private final Trace trace;

  private UnitTrace(UnitRules[] units, RequestHead head, Trace trace) {
    this.units = units;
    this.head = head;
    this.trace = trace;
  }

  /**
   * @param found the place of the unit, or {@link UnitIndex#NONE}
   */
  static void add(UnitRules[] units, int found, String byDefault, RequestHead head, Trace trace) {
    UnitTrace steps = new UnitTrace(units, head, trace);
    steps.passedOver(Math.min(found, units.length));
    if (found == UnitIndex.NONE) {
      trace.add("default", "no unit matches: " + byDefault + " by default");
    } else {
      steps.found(units[found]);
    }
  }

  private void passedOver(int until) {
    int noted = 0;
    int more = 0;
    for (int i = 0; i < until; i++) {
      RequestMatcher.Obstacle obstacle = null;
      List<Match> matches = units[i].written().match();
      for (int j = 0; j < matches.size() && obstacle == null; j++) {
        obstacle = RequestMatcher.of(matches.get(j)).obstacle(head);
        if (obstacle != null && noted++ < MOST_PASSED_OVER) {
          trace.add(
              units[i].path() + ".match[" + j + "]." + obstacle.key(),
              "unit " + units[i].name() + " is passed over: " + obstacle.text());
        } else if (obstacle != null) {
          more++;
        }
      }
    }
    if (more > 0) {
      trace.add("units", more + " units more with this path are passed over");
    }
  }

  private void found(UnitRules unit) {
    List<Match> matches = unit.written().match();
    for (int j = 0; j < matches.size(); j++) {
      if (RequestMatcher.of(matches.get(j)).matches(head)) {
        trace.add(unit.path() + ".match[" + j + "]", "unit " + unit.name() + " matches");
        return;
      }
    }
    throw new IllegalStateException(
        unit.name() + " was found (expected: that a match of it holds)");
  }
}
