package dev.crossfade.rollout.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What one gate said, stage by stage. The newest stage has half of the room, each one before it
 * half of what the next has, so that where a rollout is now is always seen best.
 */
final class Track {
  private static final int ROOM = GateHistory.MOST / 2;
  private static final int LEAST = 15;

  private final Deque<Series> stages = new ArrayDeque<>();

  void add(GateHistory.Stage stage, Point point) {
    Series newest = stages.peekFirst();
    if (newest == null || !newest.stage().equals(stage)) {
      newest = new Series(stage);
      stages.addFirst(newest);
      int room = ROOM;
      for (Series series : stages) {
        series.shrinkTo(room);
        room /= 2;
      }
      if (room < LEAST) {
        stages.removeLast();
      }
    }
    newest.add(point);
  }

  List<Point> points() {
    List<Point> all = new ArrayList<>();
    for (Series series : stages.reversed()) {
      all.addAll(series.points());
    }
    return all;
  }
}
