package dev.crossfade.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.rollout.gates.Verdict;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that there is to see of one rollout at one moment. Times are by the wall clock.
 *
 * @param stage the stage it stands at in the plan as it is configured now, from 1; 0: below the
 *     first
 * @param stages how many stages that plan has
 * @param basisPoints the exposure: 2,500 are 25 %
 * @param nextBasisPoints the exposure of the stage that comes next; null: there is none
 * @param since when this exposure began; null: it never was another than 0
 * @param holdsUntil when the hold of the stage is over; null: it is at no stage
 * @param frozenUntil the end of the freeze it is in; null: it is in none
 * @param waitsFor in words, each thing that must happen before it goes on
 * @param verdicts what each gate says that is asked at this stage
 * @param reverts what a rollback undoes
 * @param forwardFixes what a rollback cannot undo
 * @param run how often it was started
 * @param salt how its visitors are arranged
 * @param durable whether the journal has this state; if not it is tried again at each tick
 * @param storeProblem what the journal said when it was last asked for something; null: nothing bad
 * @param lastMove what brought it here, with {@code lastBy}, {@code lastAt} and {@code lastReason};
 *     null: nothing ever happened
 */
public record RolloutView(
    String unit,
    Phase state,
    int stage,
    int stages,
    int basisPoints,
    @Nullable Integer nextBasisPoints,
    @Nullable Instant since,
    @Nullable Instant holdsUntil,
    @Nullable Instant frozenUntil,
    List<String> waitsFor,
    List<Verdict> verdicts,
    @Nullable String owner,
    @Nullable String decider,
    List<String> reverts,
    List<String> forwardFixes,
    int run,
    String salt,
    boolean durable,
    @Nullable String storeProblem,
    Transition.@Nullable Kind lastMove,
    @Nullable String lastBy,
    @Nullable Instant lastAt,
    @Nullable String lastReason) {
  private static final int VERSION_BYTES = 8;

  public RolloutView {
    waitsFor = List.copyOf(waitsFor);
    verdicts = List.copyOf(verdicts);
    reverts = List.copyOf(reverts);
    forwardFixes = List.copyOf(forwardFixes);
  }

  /**
   * Which state this is, as far as orders go: another one after each move, and when a plan changes
   * what comes next. What gates say is no part of it. The same on every gateway and after a
   * restart.
   */
  public String version() {
    String text =
        "%s %d %s %d %s %d/%d %s %s"
            .formatted(
                unit, run, state, basisPoints, nextBasisPoints, stage, stages, lastMove, lastAt);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }
}
