package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.config.model.Config;
import dev.crossfade.deploy.gates.EvidenceText;
import dev.crossfade.deploy.gates.ExternalGates;
import dev.crossfade.deploy.gates.PrometheusEvidence;
import dev.crossfade.deploy.webhooks.Webhooks;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.rollout.GateBoard;
import dev.crossfade.rollout.LiveExposure;
import dev.crossfade.rollout.RolloutListener;
import dev.crossfade.rollout.RolloutView;
import dev.crossfade.rollout.Rollouts;
import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.history.GateHistory;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.Unwritten;
import dev.crossfade.rollout.schedule.Ticker;
import dev.crossfade.rollout.signals.EvidenceBoard;
import dev.crossfade.rollout.signals.JointBoard;
import dev.crossfade.rollout.signals.Signals;
import dev.crossfade.rollout.signals.StageCounts;
import dev.crossfade.rollout.signals.UnitSignals;
import dev.crossfade.routing.Dials;
import dev.crossfade.routing.Exposed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rollouts as a gateway runs them: what visitors meet with goes in, exposures go out to the dials,
 * and once a second everything is looked at. Only while this process is the gateway: during and
 * after a takeover it is another's business.
 */
final class RolloutDesk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RolloutDesk.class);
  private static final long PERIOD_MILLIS = 1_000;

  private final Runnable before;

  /** What this process, and no other, is called where gateways are added up. */
  private final String process = UUID.randomUUID().toString();

  private final Dials dials;
  private final ArmWatch watch;
  private final EvidenceBoard evidence;
  private final StageCounts counts;
  private final PrometheusEvidence prometheus;
  private final JointBoard joint;
  private final ExternalGates external = new ExternalGates();
  private final Webhooks webhooks;
  private final Rollouts rollouts;
  private final Signals signals;
  private final GateHistory history = new GateHistory(Instant.now());
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rollouts").factory());
  private volatile Runnable exposed = () -> {};
  private volatile boolean ours;
  private volatile @Nullable Config configured;

  /**
   * @param before done each second before rollouts are looked at
   * @param events told what happens
   */
  RolloutDesk(
      Journal journal, Runnable before, Dials dials, FleetDesk fleet, RolloutListener events) {
    Signals signals = new Signals();
    Ticker ticker = Ticker.system();
    this.before = before;
    this.dials = dials;
    this.watch = new ArmWatch(signals, dials);
    this.evidence = new EvidenceBoard(signals, ticker);
    this.counts = new StageCounts(signals, ticker);
    this.prometheus = new PrometheusEvidence(ticker, () -> withThis(fleet.counting()));
    this.joint = new JointBoard(prometheus, ticker);
    this.webhooks = new Webhooks(this::view, () -> ours);
    GateBoard board =
        new FleetBoard(this::ask, fleet::role, fleet::tell, fleet::told, System::nanoTime);
    this.rollouts =
        new Rollouts(
            journal,
            (unit, stage) -> {
              look(unit, stage);
              return board.verdicts(unit, stage);
            },
            this::expose,
            ticker,
            List.of(new RolloutLog(), webhooks, new Remembering(history), events),
            fleet::role);
    this.signals = signals;
  }

  /** Remembers each gate that says another thing. */
  private record Remembering(GateHistory history) implements RolloutListener {
    @Override
    public void judged(String unit, Verdict verdict, Verdict.@Nullable Says before) {
      history.change(unit, verdict, before, Instant.now());
    }
  }

  private Optional<RolloutView> view(String unit) {
    return rollouts.view(unit);
  }

  /** Also where another gateway leads: what was counted here is a part of what it judges by. */
  private void look(String unit, StageView stage) {
    counts.look(unit, stage);
    joint.look(unit, stage);
  }

  private List<Verdict> ask(String unit, StageView stage) {
    GateBoard board = isOfAFleet() ? joint : evidence;
    List<Verdict> verdicts = new ArrayList<>(board.verdicts(unit, stage));
    verdicts.addAll(external.verdicts(unit, stage));
    return verdicts;
  }

  private boolean isOfAFleet() {
    Config config = configured;
    return config != null && config.telemetry().evidence() != null;
  }

  private Set<String> withThis(Set<String> others) {
    Set<String> all = new HashSet<>(others);
    all.add(process);
    return all;
  }

  /** What this process is called where gateways are added up; empty: it counts for itself. */
  String counts() {
    return isOfAFleet() ? process : "";
  }

  /** What this gateway adds to the evidence of a fleet, as Prometheus reads it; empty: nothing. */
  String evidenceText() {
    return isOfAFleet() ? EvidenceText.of(process, counts.now()) : "";
  }

  private void expose(String unit, LiveExposure exposure) {
    dials
        .of(unit)
        .turnTo(
            new Exposed(
                exposure.basisPoints(),
                Buckets.salted(exposure.salt()),
                exposure.complete(),
                exposure.evictBefore()));
    watch.onExposure(unit);
    exposed.run();
  }

  /** Who is told when an exposure was turned. */
  void tellExposures(Runnable told) {
    exposed = told;
  }

  /**
   * Has units that are new served as the journal says; to be called before a configuration is
   * active.
   *
   * @return what stands in the way, a line each
   */
  List<String> prepare(Config config) {
    try {
      if (configured == null) { // once: its file is guarded by the object
        rollouts.keepUnwritten(Unwritten.in(config.state().dir()));
      }
      rollouts.prepare(config);
      return List.of();
    } catch (RuntimeException e) { // of the journal, or of an entry that a later version wrote
      log.warn("rollouts cannot be taken up", e);
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** Takes the plans of a configuration; exposures are what the journal says. */
  void configure(Config config) {
    watch.configure(config);
    evidence.configure(config);
    joint.configure(config);
    prometheus.configure(config.telemetry().evidence());
    external.configure(config);
    webhooks.configure(config);
    rollouts.configure(config);
    configured = config;
  }

  /** The configuration whose plans it goes by; null: none yet. */
  @Nullable Config configured() {
    return configured;
  }

  GateHistory history() {
    return history;
  }

  UnitSignals signals(String unit) {
    return signals.of(unit);
  }

  /** Has itself told by a data plane, and begins to look. */
  void begin(DataPlane plane) {
    plane.tellPins(watch);
    plane.tellSessions(watch);
    ours = true;
    clock.scheduleWithFixedDelay(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whatever one look ends with, there is a next: a gate that is not asked fails nobody. */
  private void tick() {
    try {
      if (ours) {
        before.run();
        rollouts.tick();
        Instant now = Instant.now();
        rollouts.views().forEach(view -> history.look(view, now));
      }
    } catch (RuntimeException | Error e) {
      log.error("rollouts could not be looked at", e);
    }
  }

  /** Looks now: other gateways did something. */
  void onNews() {
    if (ours) {
      try {
        clock.execute(this::tick);
      } catch (RejectedExecutionException e) {
        log.atDebug().setCause(e).log("too late: the gateway stops");
      }
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

  /** Messages that no receiver of a webhook took. */
  long dropped() {
    return webhooks.dropped();
  }

  @Override
  public void close() {
    ours = false;
    clock.shutdownNow();
    external.close();
    prometheus.close();
    webhooks.close();
  }
}
