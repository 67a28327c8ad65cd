package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Cause;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.Reload;
import dev.crossfade.config.Reloader;
import dev.crossfade.config.Snapshot;
import dev.crossfade.config.model.Admin;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.proxy.Transport;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.Journal;
import dev.crossfade.rollout.journal.JournalEntry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Journal journal;
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
      Journal journal) {
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
    this.journal = journal;
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
        plane.underWay().entrySet().stream()
            .map(entry -> new BackendStatus(entry.getKey(), entry.getValue()))
            .toList(),
        config().units().stream().map(this::unit).toList());
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
  public Misses misses(int limit) {
    return redirects.misses(limit);
  }

  @Override
  public Crawl crawl(int hours, Set<Dimension> by) {
    return crawl.crawl(hours, by);
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
  public Done order(String unit, Order order) {
    return rollouts.order(unit, order);
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
  public Said acceptFinding(String id, String actor, String reason) {
    return findings.acceptFinding(id, actor, reason);
  }

  @Override
  public Said reopenFinding(String id, String actor, String reason) {
    return findings.reopenFinding(id, actor, reason);
  }

  @Override
  public List<Guarding> guards() {
    return findings.guards();
  }

  @Override
  public Said releaseGuard(String unit, String template, String actor, String reason) {
    return findings.releaseGuard(unit, template, actor, reason);
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
    return journal.before(before, limit, entry -> isAskedFor(filter, entry)).stream()
        .map(
            entry ->
                new Happened(
                    entry.seq(),
                    entry.at(),
                    entry.actor(),
                    entry.kind(),
                    entry.subject(),
                    entry.reason(),
                    entry.body()))
        .toList();
  }

  private static boolean isAskedFor(Filter filter, JournalEntry entry) {
    return (filter.kind() == null || filter.kind().equals(entry.kind()))
        && (filter.subject() == null || filter.subject().equals(entry.subject()))
        && (filter.actor() == null || filter.actor().equals(entry.actor()));
  }

  @Override
  public List<String> changes(Config next) {
    return rollouts.changes(next);
  }

  @Override
  public Reload reload(String actor, String reason) {
    return reloader.reload(new Cause(Cause.Trigger.API, actor, reason));
  }

  @Override
  public Optional<Reload> rollback(long version, String actor, String reason) {
    String why = reason.isEmpty() ? "back to version " + version : reason;
    return reloader.restore(version, new Cause(Cause.Trigger.ROLLBACK, actor, why));
  }
}
