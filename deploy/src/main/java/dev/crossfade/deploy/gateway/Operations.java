package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Cause;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.Reloader;
import dev.crossfade.config.Snapshot;
import dev.crossfade.config.model.Admin;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.EventService;
import dev.crossfade.console.service.Expected;
import dev.crossfade.console.service.FindingTrend;
import dev.crossfade.deploy.traffic.TrafficDesk;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.proxy.Transport;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.Journal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the admin port shows and does, over the modules that know. */
final class Operations implements AdminServices {
  private final Reloader reloader;
  private final DataPlane plane;
  private final GatewayMetrics metrics;
  private final ShadowDesk shadows;
  private final CrawlDesk crawl;
  private final Transport transport;
  private final Config first;
  private final Deciders deciders;
  private final Explanations explanations;
  private final RedirectReports redirects;
  private final RedirectPreviews previews;
  private final ConfigReports configs;
  private final RolloutOrders rollouts;
  private final FindingReports findings;
  private final JournalReports journal;
  private final EventService events;
  private final TrafficDesk traffic;
  private final ReloadWatch reloads;
  private final FleetDesk fleet;
  private final Certificates certificates = new Certificates();
  private final Instant started = Instant.now();
  private volatile boolean ready;

  Operations(
      Reloader reloader,
      DataPlane plane,
      ConfigVersions versions,
      GatewayMetrics metrics,
      ShadowDesk shadows,
      CrawlDesk crawl,
      Transport transport,
      Config first,
      Deciders deciders,
      RolloutOrders rollouts,
      FindingReports findings,
      Journal journal,
      EventService events,
      TrafficDesk traffic,
      ReloadWatch reloads,
      FleetDesk fleet) {
    this.reloader = reloader;
    this.plane = plane;
    this.metrics = metrics;
    this.shadows = shadows;
    this.crawl = crawl;
    this.transport = transport;
    this.first = first;
    this.deciders = deciders;
    this.explanations = new Explanations(reloader, deciders);
    this.redirects = new RedirectReports(deciders, this::origin);
    this.previews = new RedirectPreviews(first.state().dir(), deciders::active, this::origin);
    this.configs = new ConfigReports(reloader, versions, deciders, rollouts::changes);
    this.rollouts = rollouts;
    this.findings = findings;
    this.journal = new JournalReports(journal);
    this.events = events;
    this.traffic = traffic;
    this.reloads = reloads;
    this.fleet = fleet;
  }

  void setReady(boolean now) {
    ready = now;
  }

  /** Deletes what was kept of uploads. */
  void close() {
    previews.close();
  }

  private Optional<URI> origin() {
    return Optional.ofNullable(config().seo().origin());
  }

  private Config config() {
    return reloader.active().map(Snapshot::config).orElse(first);
  }

  @Override
  public Admin admin() {
    return config().admin();
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public String metricsPath() {
    return config().telemetry().metrics().path();
  }

  @Override
  public String metrics() {
    return metrics.scrape();
  }

  @Override
  public Status status() {
    return new Status(
        ProductVersion.get(),
        started,
        Duration.between(started, Instant.now()).toSeconds(),
        transport.name(),
        ready,
        reloader
            .active()
            .map(
                active ->
                    new ActiveConfig(
                        active.version(),
                        active.source(),
                        active.since(),
                        active.warnings().size()))
            .orElseGet(() -> new ActiveConfig(0, "", started, 0)),
        plane.addresses().stream().map(Operations::print).toList(),
        plane.connectionCount(),
        traffic.backends(),
        config().units().stream().map(this::unit).toList(),
        fleet.store());
  }

  @Override
  public Fleet fleet() {
    return fleet.fleet();
  }

  @Override
  public Sight sight() {
    return fleet.sight();
  }

  private static String print(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private UnitStatus unit(Unit unit) {
    List<String> guarded =
        deciders.live().guards().of(unit.name()).withheld().stream().sorted().toList();
    if (unit.send() != null) {
      return new UnitStatus(unit.name(), null, "send " + unit.send(), List.of());
    }
    Optional<Rollout> rollout = rollout(unit.name());
    if (rollout.isPresent()) {
      return new UnitStatus(unit.name(), rollout.get().exposure(), rollout.get().state(), guarded);
    }
    Share percent = unit.exposure().percent();
    return new UnitStatus(unit.name(), percent == null ? 0.0 : percent.percent(), "fixed", guarded);
  }

  @Override
  public Shadows shadows() {
    return shadows.show();
  }

  @Override
  public Optional<Snapshot> snapshot() {
    return reloader.active();
  }

  @Override
  public List<Version> versions() {
    return configs.versions();
  }

  @Override
  public Loaded check(String text, boolean files) {
    Loaded loaded = reloader.check(text);
    if (!files) {
      return loaded;
    }
    String name = reloader.active().map(Snapshot::source).orElse("crossfade.yaml");
    return deciders.examine(loaded, name).outcome();
  }

  @Override
  public Answer explain(Question question) {
    return explanations.explain(question);
  }

  @Override
  public Optional<VersionText> versionText(long version) {
    return configs.versionText(version);
  }

  @Override
  public Optional<ConfigDifference> difference(long from, long to) {
    return configs.difference(from, to);
  }

  @Override
  public Optional<Consequence> consequence(@Nullable Long version, boolean files) {
    return configs.consequence(version, files);
  }

  @Override
  public Entries redirects(Search search) {
    return redirects.redirects(search);
  }

  @Override
  public Lint lint() {
    return redirects.lint();
  }

  @Override
  public Begun beginPreview(String actor) {
    return previews.beginPreview(actor);
  }

  @Override
  public Optional<Preview> preview() {
    return previews.preview();
  }

  @Override
  public Optional<Path> previewFile(String id) {
    return previews.previewFile(id);
  }

  @Override
  public List<MapFile> mapFiles() {
    return previews.mapFiles();
  }

  @Override
  public Misses misses(int from, int limit) {
    return redirects.misses(from, limit);
  }

  @Override
  public Crawl crawl(int hours, Set<Dimension> by, Map<Dimension, String> only) {
    return crawl.crawl(hours, by, only);
  }

  @Override
  public List<List<Hits>> crawlTables(
      int hours, List<Set<Dimension>> by, Map<Dimension, String> only) {
    return crawl.crawlTables(hours, by, only);
  }

  @Override
  public Flow traffic(Span span, Split by, @Nullable String unit) {
    return traffic.traffic(span, by, unit);
  }

  @Override
  public Instant trafficSince() {
    return traffic.trafficSince();
  }

  /** How much of each unit next serves now, in percent. */
  Map<String, Double> exposures() {
    Map<String, Double> exposures = new HashMap<>();
    for (Unit unit : config().units()) {
      Double exposure = unit(unit).exposure();
      if (exposure != null) {
        exposures.put(unit.name(), exposure);
      }
    }
    return exposures;
  }

  @Override
  public List<Rollout> rollouts() {
    return rollouts.rollouts();
  }

  @Override
  public Optional<Rollout> rollout(String unit) {
    return rollouts.rollout(unit);
  }

  @Override
  public Done order(String unit, Order order, Expected expected) {
    return rollouts.order(unit, order, expected);
  }

  @Override
  public Findings findings(Wanted wanted) {
    return findings.findings(wanted);
  }

  @Override
  public Optional<Group> finding(String id) {
    return findings.finding(id);
  }

  @Override
  public FindingTrend findingTrend(int hours, @Nullable String unit) {
    return findings.findingTrend(hours, unit);
  }

  @Override
  public Optional<FindingTrend.OfOne> findingTrendOf(String id, int hours) {
    return findings.findingTrendOf(id, hours);
  }

  @Override
  public Said acceptFinding(String id, String actor, String reason, Expected expected) {
    return findings.acceptFinding(id, actor, reason, expected);
  }

  @Override
  public Said reopenFinding(String id, String actor, String reason, Expected expected) {
    return findings.reopenFinding(id, actor, reason, expected);
  }

  @Override
  public List<Guarding> guards() {
    return findings.guards();
  }

  @Override
  public Said releaseGuard(
      String unit, String template, String actor, String reason, Expected expected) {
    return findings.releaseGuard(unit, template, actor, reason, expected);
  }

  @Override
  public Optional<GateHistory> gateHistory(String unit, String gate) {
    return rollouts.gateHistory(unit, gate);
  }

  @Override
  public List<Past> past(String unit, long before, int limit) {
    return rollouts.past(unit, before, limit);
  }

  @Override
  public Turns turns(String unit) {
    return rollouts.turns(unit);
  }

  @Override
  public List<Happened> journal(Filter filter, long before, int limit) {
    return journal.journal(filter, before, limit);
  }

  @Override
  public String latestEvent() {
    return events.latestEvent();
  }

  @Override
  public Since eventsSince(String place, int most) {
    return events.eventsSince(place, most);
  }

  @Override
  public List<Event> newestEvents(int most) {
    return events.newestEvents(most);
  }

  @Override
  public Watch watchEvents(Runnable onNews) {
    return events.watchEvents(onNews);
  }

  @Override
  public List<String> changes(Config next) {
    return rollouts.changes(next);
  }

  @Override
  public Reading reload(String actor, String reason, Expected expected) {
    Cause cause = new Cause(Cause.Trigger.API, actor, reason);
    return ifActive(expected, () -> new Read(reloader.reload(cause)));
  }

  @Override
  public Optional<RefusedReload> refusedReload() {
    return reloads.refused();
  }

  @Override
  public List<CertificateStatus> certificates() {
    return certificates.of(config());
  }

  @Override
  public Reading rollback(long version, String actor, String reason, Expected expected) {
    String why = reason.isEmpty() ? "back to version " + version : reason;
    Cause cause = new Cause(Cause.Trigger.ROLLBACK, actor, why);
    return ifActive(
        expected,
        () ->
            reloader.restore(version, cause).<Reading>map(Read::new).orElse(new NotKept(version)));
  }

  private Reading ifActive(Expected expected, Supplier<Reading> order) {
    return reloader
        .onlyIf(active -> expected.isMetBy(Long.toString(active.version())), order)
        .orElseGet(() -> new Outdated(reloader.active().orElseThrow()));
  }
}
