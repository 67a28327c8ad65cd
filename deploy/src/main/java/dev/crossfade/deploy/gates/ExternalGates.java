package dev.crossfade.deploy.gates;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.schedule.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prometheus, http and reconcile gates of all units. {@link #configure} it, then ask for {@link
 * #verdicts} about each second: they come at once, from what was last heard, and asking is what
 * keeps a unit's gates being asked in turn. Thread-safe.
 */
public final class ExternalGates implements AutoCloseable {
  private final Ticker ticker;
  private final Pace numbers;
  private final Pace lists;
  private final Fetch fetch = new Fetch();
  private volatile Map<String, Watched> units = Map.of();
  private boolean closed;

  public ExternalGates() {
    this(Ticker.system(), Pace.NUMBERS, Pace.LISTS);
  }

  ExternalGates(Ticker ticker, Pace numbers, Pace lists) {
    this.ticker = ticker;
    this.numbers = numbers;
    this.lists = lists;
  }

  /** The gates of one unit that ask others, and the plan they stand in. */
  private record Watched(Rollout rollout, List<Watch> watches) {
    /** How long the stage of this exposure holds; null: no stage has it. */
    @Nullable Duration hold(Share exposure) {
      return rollout.stages().stream()
          .filter(stage -> stage.percent().equals(exposure))
          .map(Rollout.Stage::hold)
          .findFirst()
          .orElse(null);
    }
  }

  /** Takes the gates of a configuration; one that did not change keeps what it has heard. */
  public synchronized void configure(Config config) {
    if (closed) {
      throw new IllegalStateException("external gates are closed");
    }
    Map<String, Watched> before = units;
    Map<String, Watched> now = new HashMap<>();
    for (Unit unit : config.units()) {
      Rollout rollout = unit.rollout();
      if (rollout != null) {
        now.put(unit.name(), watched(unit.name(), rollout, before.get(unit.name())));
      }
    }
    units = Map.copyOf(now);
    List<Watch> kept = now.values().stream().flatMap(unit -> unit.watches().stream()).toList();
    before.values().stream()
        .flatMap(unit -> unit.watches().stream())
        .filter(watch -> !kept.contains(watch))
        .forEach(Watch::close);
  }

  /**
   * What each of them says that is asked at this stage, in the order of the configuration; nothing
   * for a unit that has none. Never waits.
   */
  public List<Verdict> verdicts(String unit, StageView stage) {
    Watched watched = units.get(unit);
    if (watched == null) {
      return List.of();
    }
    Share exposure = new Share(stage.basisPoints());
    Duration hold = watched.hold(exposure);
    List<Verdict> verdicts = new ArrayList<>();
    for (Watch watch : watched.watches()) {
      List<Share> asked = watch.gate().policy().stages();
      if (asked.isEmpty() || asked.contains(exposure)) {
        verdicts.add(watch.verdict(stage, hold));
      }
    }
    return verdicts;
  }

  /** Asks nobody any more; what is under way is broken off. */
  @Override
  public synchronized void close() {
    closed = true;
    units.values().forEach(unit -> unit.watches().forEach(Watch::close));
    units = Map.of();
    fetch.close();
  }

  private Watched watched(String unit, Rollout rollout, @Nullable Watched before) {
    List<Watch> watches = new ArrayList<>();
    for (Gate gate : rollout.gates()) {
      Question question = Question.of(gate, fetch);
      if (question != null) {
        watches.add(
            before == null
                ? watch(unit, gate, question)
                : before.watches().stream()
                    .filter(watch -> watch.gate().equals(gate))
                    .findFirst()
                    .orElseGet(() -> watch(unit, gate, question)));
      }
    }
    return new Watched(rollout, List.copyOf(watches));
  }

  private Watch watch(String unit, Gate gate, Question question) {
    return new Watch(unit, gate, question, ticker, question.asksForLists() ? lists : numbers);
  }
}
