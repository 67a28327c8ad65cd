package dev.crossfade.rollout.history;

import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.gates.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gates of all rollouts said since this process began. Look at each rollout about each
 * second; it is kept in ever larger steps, at most {@value #MOST} points a gate. Thread-safe.
 */
public final class GateHistory {
  /** How many points are kept of one gate, over all stages. */
  public static final int MOST = 480;

  /** How many changes of verdicts are kept of one unit. */
  private static final int CHANGES = 100;

  private final Instant began;
  private final Map<String, Map<String, Track>> tracks = new HashMap<>();
  private final Map<String, Deque<Change>> changes = new HashMap<>();

  /**
   * @param began since when it looks
   */
  public GateHistory(Instant began) {
    this.began = began;
  }

  /** Nothing is known of the time before. */
  public Instant began() {
    return began;
  }

  /**
   * A gate that said another thing than before.
   *
   * @param before null: it said nothing
   */
  public record Change(Instant at, Verdict.@Nullable Says before, Verdict verdict) {}

  /** Remembers what the gates of a rollout say now. */
  public synchronized void look(RolloutView view, Instant at) {
    Map<String, Track> gates = tracks.computeIfAbsent(view.unit(), _ -> new HashMap<>());
    gates.keySet().removeIf(gate -> !isGateOf(view, gate) && gates.size() > 64);
    for (Verdict verdict : view.verdicts()) {
      gates
          .computeIfAbsent(verdict.gate(), _ -> new Track())
          .add(
              new Stage(view.run(), view.basisPoints(), view.since()),
              new Point(at, view.basisPoints(), verdict.says(), verdict.difference()));
    }
  }

  /** Remembers that a gate says another thing. */
  public synchronized void change(
      String unit, Verdict verdict, Verdict.@Nullable Says before, Instant at) {
    Deque<Change> all = changes.computeIfAbsent(unit, _ -> new ArrayDeque<>());
    all.addFirst(new Change(at, before, verdict));
    if (all.size() > CHANGES) {
      all.removeLast();
    }
  }

  /** What a gate said, oldest first; nothing of one that was never asked. */
  public synchronized List<Point> points(String unit, String gate) {
    Track track = tracks.getOrDefault(unit, Map.of()).get(gate);
    return track == null ? List.of() : track.points();
  }

  /** The last times that gates of a unit said another thing, newest first. */
  public synchronized List<Change> changes(String unit) {
    return new ArrayList<>(changes.getOrDefault(unit, new ArrayDeque<>()));
  }

  private static boolean isGateOf(RolloutView view, String gate) {
    return view.verdicts().stream().anyMatch(verdict -> verdict.gate().equals(gate));
  }

  /** Evidence of one stage says nothing of another: a plot does not join them. */
  record Stage(int run, int basisPoints, @Nullable Instant since) {}
}
