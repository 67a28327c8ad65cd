package dev.crossfade.deploy.gateway;

import dev.crossfade.rollout.GateBoard;
import dev.crossfade.rollout.Role;
import dev.crossfade.rollout.StageVerdicts;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Gates in a fleet: asked by the gateway that leads, which tells the others. One that does not know
 * who leads asks for itself, so that a gate can still take exposure away.
 */
final class FleetBoard implements GateBoard {
  /** Sentences have figures in them that move each second; what a gate says is told at once. */
  private static final long TOLD_EVERY = TimeUnit.SECONDS.toNanos(5);

  private static final String TOPIC = "gates/";

  private final GateBoard own;
  private final Supplier<Role> role;
  private final Telling telling;
  private final Function<String, Optional<String>> told;
  private final LongSupplier nanoTime;
  private final Map<String, Last> last = new ConcurrentHashMap<>();

  /** Says something to the others. */
  @FunctionalInterface
  interface Telling {
    void tell(String topic, String text);
  }

  private record Last(StageVerdicts verdicts, long at) {}

  /**
   * @param own of this gateway
   * @param told what the leader said of a topic
   */
  FleetBoard(
      GateBoard own,
      Supplier<Role> role,
      Telling telling,
      Function<String, Optional<String>> told,
      LongSupplier nanoTime) {
    this.own = own;
    this.role = role;
    this.telling = telling;
    this.told = told;
    this.nanoTime = nanoTime;
  }

  @Override
  public List<Verdict> verdicts(String unit, StageView stage) {
    return switch (role.get()) {
      case LEADER -> {
        List<Verdict> verdicts = own.verdicts(unit, stage);
        tell(unit, StageVerdicts.of(stage, verdicts));
        yield verdicts;
      }
      case CUT_OFF -> own.verdicts(unit, stage);
      case FOLLOWER ->
          told.apply(TOPIC + unit)
              .flatMap(StageVerdicts::parse)
              .filter(verdicts -> verdicts.areAbout(stage))
              .map(StageVerdicts::verdicts)
              .orElse(List.of());
    };
  }

  private void tell(String unit, StageVerdicts verdicts) {
    long now = nanoTime.getAsLong();
    Last before = last.get(unit);
    if (before == null || now - before.at >= TOLD_EVERY || verdicts.differFrom(before.verdicts)) {
      last.put(unit, new Last(verdicts, now));
      telling.tell(TOPIC + unit, verdicts.toText());
    }
  }
}
