package dev.crossfade.rollout.gates;

import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.gates.Evidence.Later;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns counters that only ever grow into the evidence of one stage. Made when the stage begins, by
 * the one thread that then asks it about each second.
 */
public final class StageEvidence {
  /*
   * An e-detector (Shin, Ramdas, Rinaldo, "E-detectors: a nonparametric framework for sequential
   * change detection", 2024): a test begins anew again and again, 64 times in a hold and on after
   * it, so that one of them began shortly before whatever goes wrong. The k-th start pays for its
   * own false alarms by a share of the budget that falls as 1/k(k+1); Budget has it.
   *
   * Not all starts are kept. The k-th stays while its age, in starts, is at most four times the
   * largest power of two in k: the newest four, then every second, every fourth… Some start then
   * lies within one and two thirds times the age of any change, with a dozen kept whatever the time.
   * Looking at fewer tests than were paid for is always allowed.
   */
  private static final int STARTS = 64;

  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Share exposure;
  private final long spacing;
  private final Arms origin;
  private final long began;
  private final @Nullable Arm reference;
  private final List<Mark> marks = new ArrayList<>();
  private int starts;

  private StageEvidence(
      Share exposure, long spacing, Arms origin, long began, @Nullable Arm reference) {
    this.exposure = exposure;
    this.spacing = spacing;
    this.origin = origin;
    this.began = began;
    this.reference = reference;
  }

  /**
   * Begins a stage.
   *
   * @param hold how long it is to last
   * @param now the counters as they are, visitors from zero
   * @param nanos the time by any clock that never goes back
   * @param reference the control of the last stage that had one, from {@link #control}
   */
  public static StageEvidence begin(
      Share exposure, Duration hold, Arms now, long nanos, @Nullable Arm reference) {
    Duration spacing = hold.dividedBy(STARTS);
    Duration within =
        spacing.compareTo(SHORTEST) < 0
            ? SHORTEST
            : spacing.compareTo(LONGEST) > 0 ? LONGEST : spacing;
    return new StageEvidence(exposure, within.toNanos(), now, nanos, reference);
  }

  /** What there is to judge by, with the counters as they are now. */
  public Evidence at(Arms now, long nanos, boolean holdOver) {
    if (nanos - began >= (starts + 1) * spacing) {
      starts = (int) ((nanos - began) / spacing);
      marks.removeIf(mark -> starts - mark.start > 4 * Integer.lowestOneBit(mark.start));
      marks.add(new Mark(starts, nanos, now));
    }
    List<Later> later = new ArrayList<>(marks.size());
    for (Mark mark : marks) {
      later.add(new Later(mark.start, Duration.ofNanos(nanos - mark.nanos), now.minus(mark.arms)));
    }
    return new Evidence(exposure, now.minus(origin), later, reference, holdOver);
  }

  /** What the next stage may take as its reference: this stage's control, or else its reference. */
  public @Nullable Arm control(Arms now) {
    return exposure.compareTo(Share.ALL) < 0 ? now.legacy().minus(origin.legacy()) : reference;
  }

  private record Mark(int start, long nanos, Arms arms) {}
}
