package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Cause;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.FileWatch;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.Reload;
import dev.crossfade.config.Reloader;
import dev.crossfade.config.Snapshot;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Limits;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.deploy.takeover.Handover;
import dev.crossfade.deploy.takeover.TakeoverException;
import dev.crossfade.deploy.traffic.TrafficDesk;
import dev.crossfade.fleet.Member;
import dev.crossfade.proxy.AccessLog;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.proxy.RequestMetrics;
import dev.crossfade.proxy.Transport;
import dev.crossfade.rollout.Role;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Unwritten;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: all modules, wired. It starts as a whole or not at all, and stops in the
 * reverse order.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DataPlane plane;
  private final AccessLog accessLog;
  private final Reloader reloader;
  private final Deciders deciders;
  private final RolloutDesk rollouts;
  private final CrawlDesk crawl;
  private final ParityDesk parity;
  private final FleetDesk fleet;
  private final HeldJournal journal;
  private final Versions versions;
  private final Tenure tenure;
  private final Operations operations;
  private final Succession succession;
  private final FileWatch watch;
  private final Accession accession;

  /** Held by whoever changes what is open, and as long as a takeover is under way. */
  private final ReentrantLock changes = new ReentrantLock();

  private @Nullable Handover handover;
  private String keyProblem = ""; // of the clock of rollouts
  private boolean installed;
  private boolean ending;

  /** The configuration that what cannot be exchanged while running was made from. */
  private final Config first;

  /**
   * Reads the configuration and starts everything.
   *
   * @param transport null: the best there is
   * @param standardOutput where the access log goes when its file is {@code -}
   */
  public static Gateway start(
      Path file, ConfigLoader loader, @Nullable Transport transport, PrintStream standardOutput)
      throws StartFailure {
    return start(file, loader, transport, standardOutput, false);
  }

  /**
   * The same beside a gateway that runs by the same state, which is drained; without one this is a
   * plain start. Where it fails, the other has noticed nothing.
   */
  public static Gateway takeOver(
      Path file, ConfigLoader loader, @Nullable Transport transport, PrintStream standardOutput)
      throws StartFailure {
    return start(file, loader, transport, standardOutput, true);
  }

  private static Gateway start(
      Path file,
      ConfigLoader loader,
      @Nullable Transport transport,
      PrintStream standardOutput,
      boolean takeover)
      throws StartFailure {
    Loaded loaded = loader.load(file);
    loaded.warnings().forEach(warning -> log.warn("{}", warning));
    return switch (loaded) {
      case Loaded.Invalid invalid ->
          throw new StartFailure(invalid.problems().stream().map(Problem::toString).toList());
      case Loaded.Valid valid ->
          new Gateway(
              file,
              loader,
              valid,
              transport == null ? Transport.best() : transport,
              standardOutput,
              takeover ? Accession.after(valid.config().state().dir()) : Accession.plain());
    };
  }

  private Gateway(
      Path file,
      ConfigLoader loader,
      Loaded.Valid valid,
      Transport transport,
      PrintStream standardOutput,
      Accession accession)
      throws StartFailure {
    this.accession = started(accession);
    first = valid.config();
    GatewayMetrics metrics = new GatewayMetrics();
    try {
      fleet = started(FleetDesk.of(first.state(), Clock.systemUTC()));
      journal = new HeldJournal(fleet.journals(), changes);
      ConfigVersions kept = new ConfigVersions(journal, ConfigVersions.KEPT);
      versions =
          new Versions(
              journal,
              kept,
              file,
              first.state().etcd() != null,
              Unwritten.ofConfigurations(first.state().dir()));
      fleet.watch(journal::trouble, versions::untold);
      accessLog = started(new AccessLog(first.telemetry().accessLog(), standardOutput));
      deciders = started(new Deciders());
      RequestMetrics requests = new RequestMetrics(metrics.registry());
      EventDesk events = started(new EventDesk(Clock.systemUTC()));
      rollouts =
          started(
              new RolloutDesk(
                  journal, this::lookAfterState, deciders.live().dials(), fleet, events));
      parity =
          started(
              new ParityDesk(
                  journal,
                  changes,
                  metrics.registry(),
                  deciders,
                  first.state(),
                  () -> fleet.role() != Role.FOLLOWER,
                  rollouts.watch()::onPage,
                  events,
                  Clock.systemUTC()));
      rollouts.tellExposures(parity::onExposure);
      CrawlWatch flips = new CrawlWatch(metrics.registry(), parity);
      crawl =
          started(
              new CrawlDesk(metrics.registry(), first.state(), flips::flips, Clock.systemUTC()));
      TrafficDesk traffic = started(new TrafficDesk(Clock.systemUTC()));
      plane =
          started(
              new DataPlane(
                  transport,
                  List.of(accessLog, requests, flips, crawl, rollouts.watch(), traffic)));
      ReloadWatch reloads = new ReloadWatch(Clock.systemUTC());
      reloader =
          new Reloader(
              file,
              loader,
              this::activate,
              versions,
              (reload, cause) -> {
                metrics.onReload(reload);
                events.onReload(reload, cause);
                reloads.onReload(reload);
              },
              Clock.systemUTC());
      ShadowDesk shadows = new ShadowDesk(metrics.registry(), Clock.systemUTC());
      plane.mirrorTo(shadows);
      operations =
          new Operations(
              reloader,
              plane,
              kept,
              metrics,
              shadows,
              crawl,
              transport,
              first,
              deciders,
              new RolloutOrders(rollouts, plane::checkoutsUnderWay),
              new FindingReports(parity, events, Clock.systemUTC()),
              journal,
              events.events(),
              traffic,
              reloads,
              fleet);
      parts.push(operations::close);
      tenure = started(new Tenure(journal, first.admin(), operations));
      succession = new Succession(changes, plane, tenure, rollouts, parity, fleet, operations);
      metrics.watch(plane, accessLog, reloader, deciders.live().dials(), rollouts);
      fleet.bindTo(metrics.registry());
      if (!accession.isTakeover()) {
        tenure.claimJournal(accession.patience());
      }
      accession.equip(plane, transport);
      Reload begun = reloader.begin(valid, new Cause(Cause.Trigger.START, "system", ""));
      if (begun instanceof Reload.Refused refused) {
        throw new StartFailure(prefixed(file, refused.problems()));
      }
      watch = started(new FileWatch(reloader::inputs, this::onFileChange));
      reloader.beforeReading(watch::onReading);
      watch.start();
      events.begin(plane::endpoints);
      traffic.begin(plane::endpoints, operations::exposures);
      rollouts.begin(plane);
      crawl.begin();
      parity.begin(plane);
      fleet.begin(this::facts, this::onFleetNews, this::tellFleet);
      parts.push(parity::pause);
      parts.push(rollouts::pause); // before the journal is closed that they write to
      parts.push(fleet::pause); // another may lead from here on
      operations.setReady(true);
      accession.done();
    } catch (JournalException | IOException e) {
      close();
      throw new StartFailure(prefixed(file, List.of(String.valueOf(e.getMessage()))));
    } catch (StartFailure e) {
      close();
      throw e;
    } catch (RuntimeException e) { // whoever waits for the journal must not wait for a wreck
      close();
      throw e;
    }
  }

  /** The last steps to being the gateway: when they are done nothing can fail any more. */
  private List<String> install() {
    try {
      accession.awaitTurn();
      tenure.claimJournal(accession.patience());
      List<String> problems = rollouts.prepare(first);
      if (!problems.isEmpty()) {
        return problems;
      }
      parity.prepare();
      rollouts.configure(first);
      crawl.configure(first);
      if (Handover.isPossible()) {
        handover = started(Handover.open(first.state().dir(), succession));
      }
      tenure.openAdmin(accession.patience());
      installed = true;
      return List.of();
    } catch (TakeoverException | JournalException | IOException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private <T extends AutoCloseable> T started(T part) {
    parts.push(part);
    return part;
  }

  private static List<String> prefixed(Path file, List<String> problems) {
    return problems.stream().map(problem -> file + ": " + problem).toList();
  }

  /** What a reload does to the running parts; the data plane comes last, since it can refuse. */
  private List<String> activate(Config config) {
    changes.lock();
    try {
      if (ending) {
        return List.of("the gateway is ending (expected: one that stays)");
      }
      List<String> problems = change(config);
      if (!problems.isEmpty()) {
        return problems;
      }
    } finally {
      changes.unlock();
    }
    crawl.configure(config);
    parity.configure(config);
    rollouts.configure(config); // not under the lock, which a rollout's entry in the journal takes
    return List.of();
  }

  private List<String> change(Config config) {
    List<String> problems = new ArrayList<>();
    if (!config.admin().bind().equals(first.admin().bind())) {
      problems.add("admin.bind: cannot change while running (expected: a restart)");
    }
    if (!config.state().equals(first.state())) {
      problems.add("state: cannot change while running (expected: a restart)");
    }
    if (problems.isEmpty()) {
      problems.addAll(tenure.configure(config.admin()));
    }
    if (problems.isEmpty()) {
      activate(config, problems);
    }
    if (problems.isEmpty()) {
      accessLog.configure(config.telemetry().accessLog());
    }
    return problems;
  }

  private void activate(Config config, List<String> problems) {
    Deciders.Ready ready = deciders.prepare(config, problems);
    if (ready != null) {
      Supplier<List<String>> last = installed ? () -> rollouts.prepare(config) : this::install;
      problems.addAll(plane.activate(config, ready.draft(), last));
      if (problems.isEmpty()) {
        deciders.commit(config, ready);
      }
    }
  }

  /** The state directory may be deleted under us: what must survive is written again. */
  private void lookAfterState() {
    boolean anew = journal.mend();
    if (anew || journal.trouble().isEmpty()) {
      try {
        CookieKeys.restore(config(), deciders.keys());
        keyProblem = "";
      } catch (IOException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(keyProblem)) {
          log.error("{}", problem);
        }
        keyProblem = problem;
      }
    }
  }

  /** What other gateways are told of this one. */
  private Member.Facts facts() {
    SequencedMap<String, Integer> exposures = new LinkedHashMap<>();
    rollouts.rollouts().views().forEach(view -> exposures.put(view.unit(), view.basisPoints()));
    return new Member.Facts(
        ProductVersion.get(),
        tenure.address(),
        reloader.active().map(Snapshot::version).orElse(0L),
        fleet.lastSeq(),
        rollouts.counts(),
        exposures);
  }

  /** Other gateways wrote to the journal. */
  private void onFleetNews() {
    rollouts.onNews();
    parity.onNews();
    // Under the lock of reloads: which of two orders came last is decided once.
    boolean _ = reloader.onlyIf(_ -> true, this::followRollbacks).orElse(false);
  }

  /** Tells other gateways what could not be told before. */
  private void tellFleet() {
    if (versions.untold().isPresent()) {
      boolean _ = reloader.onlyIf(_ -> true, this::followRollbacks).orElse(false);
    }
  }

  /** Goes back where that was ordered at another gateway; whether it was. */
  private boolean followRollbacks() {
    if (!versions.spread()) {
      return false; // what was ordered here counts until it is known what was ordered elsewhere
    }
    Versions.Back back = versions.orderedElsewhere().orElse(null);
    long active = reloader.active().map(Snapshot::version).orElse(0L);
    if (back == null || back.version() == active) {
      return false;
    }
    Cause cause = new Cause(Cause.Trigger.FLEET, back.actor(), back.reason());
    boolean kept = reloader.restore(back.version(), cause).isPresent();
    if (!kept) {
      log.warn("config version {} is not kept any more", back.version());
    }
    return kept;
  }

  private void onFileChange() {
    reloader.reload(new Cause(Cause.Trigger.FILE, "system", "a file changed"));
  }

  /** Reads the configuration again; returns when it is active or refused. */
  public Reload reload(String actor) {
    return reloader.reload(new Cause(Cause.Trigger.API, actor, ""));
  }

  /**
   * Reads the configuration again because a signal asked for it.
   *
   * @param then gets what became of it, on another thread
   */
  public void onHangup(Consumer<Reload> then) {
    Cause cause = new Cause(Cause.Trigger.SIGNAL, "system", "SIGHUP");
    Thread.ofVirtual().name("reload").start(() -> then.accept(reloader.reload(cause)));
  }

  /** Where clients connect. */
  public List<InetSocketAddress> addresses() {
    return plane.addresses();
  }

  public int adminPort() {
    return tenure.adminPort();
  }

  /** The configuration that is active. */
  public Config config() {
    return reloader.active().map(Snapshot::config).orElse(first);
  }

  /** Runs something once another process is the gateway; this one should be drained then. */
  public void onTakenOver(Runnable then) {
    succession.takenOver().thenRun(then);
  }

  /**
   * Fails readiness, serves on for {@code drainDelay}, takes no more connections, lets requests
   * finish, then stops. After a takeover there is nothing to wait for: clients find the other.
   */
  public void drain() {
    Limits.Timeouts timeouts = config().limits().timeouts();
    operations.setReady(false);
    watch.close();
    awaitNotice(timeouts.drainDelay());
    endHandover();
    fleet.pause(); // another may lead: here nothing is written any more until the end
    int cut;
    changes.lock(); // nobody opens or hands over anything from here on
    try {
      ending = true;
      boolean over = succession.takenOver().isDone();
      cut = over ? plane.leave(timeouts.drain()) : plane.drain(timeouts.drain());
    } finally {
      changes.unlock();
    }
    if (cut > 0) {
      log.atWarn().addKeyValue("connections", cut).log("cut off after {}", timeouts.drain());
    }
    close();
    log.info("stopped");
  }

  /** Where its classes are gone, since somebody installed over us, requests are to finish still. */
  private void endHandover() {
    try {
      if (handover != null) {
        handover.close();
      }
    } catch (LinkageError e) {
      log.warn(
          "nobody can take over any more, and what waits for it did not close: {}", e.toString());
    }
  }

  /** Gives load balancers time to notice; clients leave meanwhile as their answers come. */
  private void awaitNotice(Duration delay) {
    if (delay.isZero() || succession.takenOver().isDone()) {
      return;
    }
    log.info("not ready any more, serving on for {}", delay);
    plane.beginLeaving();
    try {
      succession.takenOver().get(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.atDebug().setCause(e).log("nobody took over meanwhile");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a takeover is never completed by a failure", e);
    }
  }

  /** Stops at once. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("{} did not close", part.getClass().getSimpleName(), e);
      } catch (LinkageError e) { // its classes are gone: what is left must close all the same
        log.warn("{} did not close: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
  }
}
