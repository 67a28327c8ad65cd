package dev.crossfade.rollout.signals;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.GateBoard;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Arm;
import dev.crossfade.rollout.gates.StageEvidence;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.schedule.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gates that judge by what visitors meet with. Each stage begins with no evidence; so does
 * one that an operator resumes, who has seen what there was and goes on nevertheless. After a
 * restart of the gateway it begins anew as well. Thread-safe.
 */
public final class EvidenceBoard implements GateBoard {
  private final Signals signals;
  private final Ticker ticker;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final Plans plans = new Plans();

  public EvidenceBoard(Signals signals, Ticker ticker) {
    this.signals = requireNonNull(signals, "signals");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /** Takes the gates of a configuration. What was collected stays. */
  public void configure(Config config) {
    plans.configure(config);
  }

  @Override
  public List<Verdict> verdicts(String unit, StageView stage) {
    Plans.Plan plan = plans.of(unit);
    return plan == null
        ? List.of()
        : watches.computeIfAbsent(unit, Watch::new).verdicts(plan, stage);
  }

  /** One unit's evidence, of the stage that it is at. */
  private final class Watch {
    private final UnitSignals of;
    private @Nullable StageView at;
    private @Nullable StageEvidence evidence;

    Watch(String unit) {
      this.of = signals.of(unit);
    }

    synchronized List<Verdict> verdicts(Plans.Plan plan, StageView stage) {
      Share exposure = new Share(stage.basisPoints());
      Duration hold = plan.hold(stage.basisPoints());
      long nanos = ticker.nanos();
      StageEvidence current = evidence;
      if (current == null || at == null || !at.isSameStage(stage)) {
        Arm control = current == null || isOfAnotherRun(stage) ? null : current.control(of.now());
        of.forgetVisitors();
        current = StageEvidence.begin(exposure, hold, of.now(), nanos, control);
        evidence = current;
        at = stage;
      }
      return plan.judge().judge(current.at(of.now(), nanos, stage.holdOver()));
    }

    private boolean isOfAnotherRun(StageView stage) {
      return at != null && at.run() != stage.run();
    }
  }
}
