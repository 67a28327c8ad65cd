package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.config.model.Config;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.rollout.GateBoard;
import dev.crossfade.rollout.LiveExposure;
import dev.crossfade.rollout.RolloutListener;
import dev.crossfade.rollout.Rollouts;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.signals.EvidenceBoard;
import dev.crossfade.rollout.signals.Signals;
import dev.crossfade.routing.Dials;
import dev.crossfade.routing.Exposed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Rollouts as a gateway runs them: what visitors meet with goes in, exposures go out to the dials,
 * and once a second everything is looked at. Only while this process is the gateway: during and
 * after a takeover it is another's business.
 */
final class RolloutDesk implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1_000;

  private final Dials dials;
  private final ArmWatch watch;
  private final EvidenceBoard evidence;
  private final Rollouts rollouts;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rollouts").factory());
  private volatile boolean ours;

  /**
   * @param others gates that ask others than the visitors
   */
  RolloutDesk(
      Journal journal, Dials dials, List<GateBoard> others, List<RolloutListener> listeners) {
    Signals signals = new Signals();
    Ticker ticker = Ticker.system();
    this.dials = dials;
    this.watch = new ArmWatch(signals, dials);
    this.evidence = new EvidenceBoard(signals, ticker);
    List<GateBoard> boards = new ArrayList<>(others);
    boards.addFirst(evidence);
    List<RolloutListener> told = new ArrayList<>(listeners);
    told.addFirst(evidence);
    this.rollouts =
        new Rollouts(
            journal, (unit, stage) -> all(boards, unit, stage), this::expose, ticker, told);
  }

  private static List<Verdict> all(List<GateBoard> boards, String unit, StageView stage) {
    List<Verdict> verdicts = new ArrayList<>();
    boards.forEach(board -> verdicts.addAll(board.verdicts(unit, stage)));
    return verdicts;
  }

  private void expose(String unit, LiveExposure exposure) {
    watch.onExposure(unit, Instant.now());
    dials
        .of(unit)
        .turnTo(
            new Exposed(
                exposure.basisPoints(),
                Buckets.salted(exposure.salt()),
                exposure.complete(),
                exposure.evictBefore()));
  }

  /** Takes the plans of a configuration; exposures are what the journal says. */
  void configure(Config config) {
    watch.configure(config);
    evidence.configure(config);
    rollouts.configure(config);
  }

  /** Has itself told by a data plane, and begins to look. */
  void begin(DataPlane plane) {
    plane.tellPins(watch);
    plane.tellSessions(watch);
    ours = true;
    clock.scheduleWithFixedDelay(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (ours) {
      rollouts.tick();
    }
  }

  /** Another process is about to be the gateway. */
  void pause() {
    ours = false;
  }

  /** It was not. */
  void resume() {
    ours = true;
  }

  Rollouts rollouts() {
    return rollouts;
  }

  ArmWatch watch() {
    return watch;
  }

  @Override
  public void close() {
    ours = false;
    clock.shutdownNow();
  }
}
