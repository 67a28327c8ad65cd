package dev.crossfade.seo.live.guard;

import java.time.Duration;

/**
 * How much it takes to send a template back, and to let it return.
 *
 * @param urls so many pages that are broken are enough
 * @param inARow one page that is broken so often in a row is enough
 * @param leastShare of the pages looked at lately, that are broken; 0 to 1
 * @param lately what was seen longer ago does not count
 * @param clean so many checks in a row let it return
 * @param ill so many checks in a row that find legacy ill end it
 * @param hold at least so long, the first time; twice as long each time that follows
 * @param longestHold however often
 * @param forgiven after so long without a fall the next one is the first again
 */
public record GuardPatience(
    int urls,
    int inARow,
    double leastShare,
    Duration lately,
    int clean,
    int ill,
    Duration hold,
    Duration longestHold,
    Duration forgiven) {
  private static final Duration DAY = Duration.ofDays(1);

  /** What a gateway goes by. */
  public static GuardPatience holding(Duration hold) {
    return new GuardPatience(3, 3, 0.1, Duration.ofHours(1), 10, 3, hold, DAY, DAY);
  }

  /** How long the template is legacy's at least, the so-manieth time in a row, from 0. */
  Duration hold(int level) {
    Duration held = hold;
    for (int i = 0; i < level && held.compareTo(longestHold) < 0; i++) {
      held = held.multipliedBy(2);
    }
    return held.compareTo(longestHold) < 0 ? held : longestHold;
  }
}
