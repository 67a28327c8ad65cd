package dev.crossfade.rollout.rehearsal;

import dev.crossfade.rollout.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a rehearsal. Times are of the virtual clock.
 *
 * @param rehearsal what was rehearsed
 * @param sentence what decided the outcome, or what to do about it
 * @param stages those it was at, in order
 * @param faultBegan when next broke; null: it never did
 * @param faultBasisPoints the exposure at that moment
 * @param alarm the gate that acted first; null: none did
 * @param requests how many of next were answered since the fault began, to the end
 * @param visitors about how many visitors met with the fault, to the end
 * @param state where the rollout ended, before the way back was tried
 * @param basisPoints with which exposure
 * @param ended when
 * @param wayBack how a rollback went; null: it never started
 * @param notes what was taken for granted
 */
public record Report(
    Rehearsal rehearsal,
    Outcome outcome,
    String sentence,
    List<StageRun> stages,
    @Nullable Instant faultBegan,
    int faultBasisPoints,
    @Nullable Alarm alarm,
    long requests,
    long visitors,
    Phase state,
    int basisPoints,
    Instant ended,
    @Nullable WayBack wayBack,
    List<String> notes) {

  public Report {
    stages = List.copyOf(stages);
    notes = List.copyOf(notes);
  }

  /** Whether the fault led to no rollback and no hold, and exposure grew or was complete. */
  public boolean gotThrough() {
    return outcome == Outcome.GOT_THROUGH;
  }

  /** Whether the plan did as one would wish, and the way back is open. */
  public boolean isGood() {
    return outcome.isGood() && (wayBack == null || wayBack.holds());
  }
}
