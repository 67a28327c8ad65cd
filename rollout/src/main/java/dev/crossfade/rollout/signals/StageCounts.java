package dev.crossfade.rollout.signals;

import static java.util.Objects.requireNonNull;

import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Arms;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.statistics.VisitorSlots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this gateway counted of each unit since its stage began, to be added to what others did.
 * Thread-safe.
 */
public final class StageCounts {
  /** So long a stage that is over is told of: whoever collects has come by until then. */
  private static final Duration TOLD = Duration.ofMinutes(5);

  private final Signals signals;
  private final Ticker ticker;
  private final Map<String, Begun> units = new ConcurrentHashMap<>();

  public StageCounts(Signals signals, Ticker ticker) {
    this.signals = requireNonNull(signals, "signals");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  private record Begun(StageKey stage, Arms origin, long looked) {}

  /**
   * What was counted in a stage.
   *
   * @param visitors a sample of them; it goes on being filled
   */
  public record Counted(String unit, StageKey stage, Arms arms, VisitorSlots visitors) {}

  /** The unit is at this stage; to be told about each second. */
  public void look(String unit, StageView view) {
    StageKey stage = StageKey.of(view);
    UnitSignals of = signals.of(unit);
    units.compute(
        unit,
        (_, known) -> {
          if (known != null && known.stage.equals(stage)) {
            return new Begun(stage, known.origin, ticker.nanos());
          }
          of.slots().clear();
          return new Begun(stage, of.now(), ticker.nanos());
        });
  }

  /** All stages that are under way, or were until a moment ago. */
  public List<Counted> now() {
    List<Counted> counted = new ArrayList<>();
    units.forEach(
        (unit, begun) -> {
          if (ticker.nanos() - begun.looked < TOLD.toNanos()) {
            UnitSignals of = signals.of(unit);
            counted.add(new Counted(unit, begun.stage, of.now().minus(begun.origin), of.slots()));
          }
        });
    return counted;
  }
}
