package dev.crossfade.rollout.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points of one stage, evenly apart: when there is no room, every second one goes and the steps are
 * twice as long. The newest is always among them, however short after the one before.
 */
final class Series {
  private final GateHistory.Stage stage;
  private List<Point> kept = new ArrayList<>();
  private @Nullable Point newest;
  private Duration step = Duration.ofMillis(500); // a second, and a tick that came early
  private int room = GateHistory.MOST / 2;

  Series(GateHistory.Stage stage) {
    this.stage = stage;
  }

  GateHistory.Stage stage() {
    return stage;
  }

  void add(Point point) {
    newest = point;
    if (kept.isEmpty() || Duration.between(kept.getLast().at(), point.at()).compareTo(step) >= 0) {
      kept.add(point);
      shrinkTo(room);
    }
  }

  /** From here on there is room for so many. */
  void shrinkTo(int most) {
    room = most;
    while (kept.size() >= most) {
      List<Point> half = new ArrayList<>(most);
      for (int i = 0; i < kept.size(); i += 2) {
        half.add(kept.get(i));
      }
      kept = half;
      step = step.multipliedBy(2);
    }
  }

  List<Point> points() {
    Point last = newest;
    if (last == null || kept.getLast().equals(last)) {
      return List.copyOf(kept);
    }
    List<Point> all = new ArrayList<>(kept);
    all.add(last);
    return all;
  }
}
