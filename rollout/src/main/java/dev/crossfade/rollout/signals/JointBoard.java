package dev.crossfade.rollout.signals;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.GateBoard;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Arm;
import dev.crossfade.rollout.gates.Arms;
import dev.crossfade.rollout.gates.StageEvidence;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.schedule.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gates that judge by what visitors meet with, by what all gateways counted. Without
 * evidence of all of them every gate holds. Thread-safe.
 *
 * <p>Each gateway shows it all stages ({@link #look}), also while another one leads: who has seen a
 * stage begin judges by the whole of it when it is its turn. Who was started in the middle of one,
 * or has seen it resumed, judges by what comes from there on: somebody may have resumed it who knew
 * what there was.
 */
public final class JointBoard implements GateBoard {
  /** A stage that is as young as this was seen from its beginning. */
  private static final Duration YOUNG = Duration.ofSeconds(10);

  private final FleetEvidence fleet;
  private final Ticker ticker;
  private final Plans plans = new Plans();
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();

  public JointBoard(FleetEvidence fleet, Ticker ticker) {
    this.fleet = requireNonNull(fleet, "fleet");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /** Takes the gates of a configuration. What was collected stays. */
  public void configure(Config config) {
    plans.configure(config);
  }

  /** The unit is at this stage; to be told about each second, whoever leads. */
  public void look(String unit, StageView stage) {
    watches.computeIfAbsent(unit, Watch::new).look(stage);
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
    private final String unit;
    private @Nullable StageView at;

    /** Whether all of the stage counts, and if not since when. */
    private boolean whole;

    private long from;
    private @Nullable StageEvidence evidence;
    private Arms latest = Arms.NONE;
    private @Nullable Arm reference;

    Watch(String unit) {
      this.unit = unit;
    }

    synchronized void look(StageView stage) {
      StageView before = at;
      if (before != null && before.isSameStage(stage)) {
        return;
      }
      StageEvidence last = evidence;
      if (before == null || before.run() != stage.run()) {
        reference = null;
      } else if (last != null) {
        reference = last.control(latest);
      }
      boolean resumed = before != null && StageKey.of(before).equals(StageKey.of(stage));
      whole = before == null ? age(stage).compareTo(YOUNG) < 0 : !resumed;
      from = ticker.nanos();
      evidence = null;
      latest = Arms.NONE;
      at = stage;
    }

    synchronized List<Verdict> verdicts(Plans.Plan plan, StageView stage) {
      look(stage);
      Share exposure = new Share(stage.basisPoints());
      return switch (fleet.of(unit, StageKey.of(stage))) {
        case FleetEvidence.Reading.Missing(String why) -> plan.judge().withheld(exposure, why);
        case FleetEvidence.Reading.Counted counted -> {
          StageEvidence current = evidence;
          if (current == null && !whole && counted.nanos() - from < 0) {
            yield plan.judge()
                .withheld(exposure, "all gateways have yet to be read since it went on");
          }
          long now = ticker.nanos();
          if (current == null) {
            Duration hold = plan.hold(stage.basisPoints());
            Arms origin = whole ? Arms.NONE : counted.arms();
            long began = whole ? now - age(stage).toNanos() : now;
            current = StageEvidence.begin(exposure, hold, origin, began, reference);
            evidence = current;
          }
          latest = counted.arms();
          yield plan.judge().judge(current.at(latest, now, stage.holdOver()));
        }
      };
    }

    private Duration age(StageView stage) {
      Duration age = Duration.between(stage.since(), ticker.wall());
      return age.isNegative() ? Duration.ZERO : age;
    }
  }
}
