package dev.crossfade.rollout.rehearsal;

import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.rollout.gates.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages that a rehearsal was at, and how long each waited for freezes. */
final class StageLog {
  private final Rollout plan;
  private final List<StageRun> closed = new ArrayList<>();
  private @Nullable Instant entered;
  private int basisPoints;
  private Duration frozen = Duration.ZERO;

  StageLog(Rollout plan) {
    this.plan = plan;
  }

  void enter(int exposure, Instant now) {
    entered = now;
    basisPoints = exposure;
    frozen = Duration.ZERO;
  }

  /** The stage ends, or the rehearsal at it; nothing happens where it is at none. */
  void leave(Instant now, List<Verdict> verdicts) {
    if (entered != null) {
      closed.add(new StageRun(number(), basisPoints, hold(), entered, now, frozen, verdicts));
      entered = null;
    }
  }

  void waitFrozen(Duration time) {
    frozen = frozen.plus(time);
  }

  /** How long the hold of this stage has been over, freezes aside; negative: it is not. */
  Duration overdue(Instant now) {
    return entered == null
        ? Duration.ZERO
        : Duration.between(entered, now).minus(hold()).minus(frozen);
  }

  Duration hold() {
    return plan.stages().stream()
        .filter(stage -> stage.percent().basisPoints() == basisPoints)
        .map(Stage::hold)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private int number() {
    return (int)
        plan.stages().stream()
            .filter(stage -> stage.percent().basisPoints() <= basisPoints)
            .count();
  }

  List<StageRun> runs() {
    return closed;
  }
}
