package dev.crossfade.rollout.gates;

import dev.crossfade.config.value.Share;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage is judged by.
 *
 * @param exposure of the stage
 * @param stage what happened since it began
 * @param later what happened since later starts within it, by which a change in mid-stage is seen
 *     without the healthy hours before it
 * @param reference the control of the last stage that had one: what {@code next} is compared with
 *     where everybody is in the next arm
 * @param holdOver whether the stage has lasted as long as it must: then no data is an answer
 */
public record Evidence(
    Share exposure, Arms stage, List<Later> later, @Nullable Arm reference, boolean holdOver) {

  public Evidence {
    later = List.copyOf(later);
  }

  /** Only what happened since the stage began. */
  public static Evidence of(Share exposure, Arms stage, boolean holdOver) {
    return new Evidence(exposure, stage, List.of(), null, holdOver);
  }

  boolean hasControl() {
    return exposure.compareTo(Share.ALL) < 0;
  }

  /**
   * What happened since a later start.
   *
   * @param start its number within the stage, from 1: the higher, the less of the error budget it
   *     may use
   * @param age how long ago that was
   */
  public record Later(int start, Duration age, Arms arms) {
    public Later {
      if (start < 1) {
        throw new IllegalArgumentException("start: " + start + " (expected: 1 or more)");
      }
    }
  }
}
