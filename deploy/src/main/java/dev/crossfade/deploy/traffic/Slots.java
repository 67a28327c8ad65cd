package dev.crossfade.deploy.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counters over time, in slots of equal length. What was counted in a slot is the difference of two
 * looks, one at each of its ends; so a slot is known only if somebody looked then. If nobody did,
 * because the process stood still or the clock was set, it is a gap and not a zero. Not
 * thread-safe.
 */
final class Slots {
  private final int seconds;
  private final int size;
  private final int mostTracks;
  private final Map<Key, Track> tracks = new HashMap<>();

  /** How long each slot was watched; by the slot's number. */
  private final int[] watched;

  private final float[] watchedSeconds;

  private boolean begun;
  private int open;
  private long openedAt;
  private long latestAt;
  private Map<Key, Counted> before = Map.of();
  private Map<Key, Counted> latest = Map.of();

  /**
   * Empty slots.
   *
   * @param seconds how long each is
   * @param size how many are kept
   * @param mostTracks of how many keys; what comes later is not kept
   */
  Slots(int seconds, int size, int mostTracks) {
    this.seconds = seconds;
    this.size = size;
    this.mostTracks = mostTracks;
    watched = new int[size];
    Arrays.fill(watched, Integer.MIN_VALUE);
    watchedSeconds = new float[size];
  }

  private int slot(long millis) {
    return (int) Math.floorDiv(millis, seconds * 1_000L);
  }

  /** Takes what was counted up to a moment. */
  void look(long millis, Map<Key, Counted> now) {
    int slot = slot(millis);
    if (!begun || slot < open || slot > open + 1 || millis < latestAt) {
      begin(slot, millis, now);
    } else if (slot == open + 1) {
      close(millis, now);
      begin(slot, millis, now);
    }
    latestAt = millis;
    latest = now;
  }

  private void begin(int slot, long millis, Map<Key, Counted> now) {
    begun = true;
    open = slot;
    openedAt = millis;
    before = now;
  }

  private void close(long millis, Map<Key, Counted> now) {
    int at = Math.floorMod(open, size);
    watched[at] = open;
    watchedSeconds[at] = (millis - openedAt) / 1_000f;
    now.forEach(
        (key, counted) -> {
          Counted came = counted.minus(before.getOrDefault(key, Counted.NOTHING));
          Track track = came.requests() == 0 ? null : track(key);
          if (track != null) {
            track.put(open, Track.Cell.of(came));
          }
        });
    tracks.values().removeIf(track -> track.isOver(open));
  }

  private @Nullable Track track(Key key) {
    Track known = tracks.get(key);
    if (known == null && tracks.size() < mostTracks) {
      known = new Track(size);
      tracks.put(key, known);
    }
    return known;
  }

  /**
   * One slot of one key.
   *
   * @param seconds how long it was watched; 0: it was not, and nothing is known
   */
  record Point(double seconds, Track.Cell cell) {
    private static final Point GAP = new Point(0, Track.Cell.NONE);
  }

  /** When a slot begins, in milliseconds since 1970. */
  long startOf(int slot) {
    return slot * (seconds * 1_000L);
  }

  /** The slot under way; nothing is asked before the first look. */
  int last() {
    return open;
  }

  /** The last slots of a key, at the end the one under way if that can be told yet. */
  List<Point> points(Key key, int first) {
    List<Point> points = new ArrayList<>(open - first + 1);
    Track track = tracks.get(key);
    for (int slot = first; slot < open; slot++) {
      int at = Math.floorMod(slot, size);
      points.add(
          watched[at] == slot
              ? new Point(watchedSeconds[at], track == null ? Track.Cell.NONE : track.get(slot))
              : Point.GAP);
    }
    if (isUnderWayKnown()) {
      points.add(underWay(key));
    }
    return points;
  }

  /** A moment is too short to say how many there are in a second. */
  private boolean isUnderWayKnown() {
    return latestAt - openedAt >= 1_000;
  }

  private Point underWay(Key key) {
    Counted came =
        latest.getOrDefault(key, Counted.NOTHING).minus(before.getOrDefault(key, Counted.NOTHING));
    return new Point((latestAt - openedAt) / 1_000.0, Track.Cell.of(came));
  }

  /** The names that have figures. */
  Set<String> names(Key like) {
    Set<String> names = new TreeSet<>();
    for (Set<Key> keys : List.of(tracks.keySet(), latest.keySet())) {
      for (Key key : keys) {
        if (key.equals(new Key(like.unit(), like.by(), key.name()))) {
          names.add(key.name());
        }
      }
    }
    return names;
  }
}
