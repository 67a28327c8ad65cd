package dev.crossfade.rollout.rehearsal;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.util.stream.Collectors.joining;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.value.Durations;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.Phase;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of it, and the sentence that says why or what to do. */
record Ruling(Outcome outcome, String sentence) {

  /**
   * @param broke whether the fault began
   * @param alarm the gate that rolled it back or held it; null: none did
   * @param blocked the gate that sees the fault and kept it from advancing; null: none did
   */
  static Ruling of(
      Rehearsal script,
      List<StageRun> stages,
      RolloutView end,
      boolean broke,
      @Nullable Alarm alarm,
      @Nullable Alarm blocked) {
    if (alarm != null) {
      boolean wrong = script.fault() == Fault.NONE || !broke;
      return new Ruling(wrong ? Outcome.FALSE_ALARM : Outcome.CAUGHT, alarm.sentence());
    }
    boolean waits =
        end.state() != Phase.COMPLETED
            && (stages.isEmpty()
                || end.nextBasisPoints() != null
                || end.basisPoints() == Share.WHOLE
                || end.verdicts().stream().anyMatch(verdict -> verdict.says() != Says.PASS));
    if (waits) {
      return broke && blocked != null
          ? new Ruling(Outcome.HELD_BACK, blocked.sentence())
          : new Ruling(Outcome.STUCK, "it waits for " + String.join("; for ", end.waitsFor()));
    }
    return broke
        ? new Ruling(Outcome.GOT_THROUGH, advice(script, stages))
        : new Ruling(Outcome.CARRIED_OUT, carriedOut(stages, end));
  }

  private static String carriedOut(List<StageRun> stages, RolloutView end) {
    Duration took =
        Duration.between(stages.getFirst().entered(), stages.getLast().left()).truncatedTo(MINUTES);
    Duration frozen = stages.stream().map(StageRun::frozen).reduce(Duration.ZERO, Duration::plus);
    return (end.state() == Phase.COMPLETED
            ? "complete after "
            : "at " + new Share(end.basisPoints()) + ", the end of its plan, after ")
        + Durations.print(took)
        + (frozen.isZero() ? "" : ", frozen for " + Durations.print(frozen) + " of it")
        + ", and no gate raised an alarm";
  }

  /** Why no gate acted, and what would make one act. */
  private static String advice(Rehearsal script, List<StageRun> stages) {
    List<Gate> watching = script.plan().gates().stream().filter(script.fault()::isSeenBy).toList();
    if (watching.isEmpty()) {
      return script.fault().advice();
    }
    List<StageRun> broken =
        stages.stream().filter(run -> run.basisPoints() >= script.faultBasisPoints()).toList();
    Optional<Verdict> said =
        broken.reversed().stream()
            .flatMap(run -> run.verdicts().stream())
            .filter(verdict -> isOf(watching, verdict))
            .findFirst();
    return said.map(verdict -> "a gate looked, and let it pass: " + verdict.sentence())
        .orElseGet(
            () ->
                watching.stream().map(Ruling::asked).collect(joining("; "))
                    + ", and the fault began at "
                    + new Share(script.faultBasisPoints())
                    + ": leave stages out of the gate, and it is asked at all of them");
  }

  private static boolean isOf(List<Gate> gates, Verdict verdict) {
    return gates.stream().anyMatch(gate -> gate.label().equals(verdict.gate()));
  }

  private static String asked(Gate gate) {
    return "gate "
        + gate.label()
        + " is asked at "
        + gate.policy().stages().stream().map(Share::toString).collect(joining(", "))
        + " only";
  }
}
