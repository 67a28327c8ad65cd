package dev.crossfade.console.service;

import dev.crossfade.config.Loaded;
import dev.crossfade.config.Reload;
import dev.crossfade.config.Snapshot;
import dev.crossfade.config.model.Admin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the admin port shows and does. Called on threads that may block. */
public interface AdminServices
    extends ExplainService,
        RedirectService,
        RedirectPreviewService,
        ConfigService,
        RolloutService,
        JournalService,
        FindingService,
        CrawlService,
        EventService,
        TrafficService,
        FleetService {
  /** The settings of the port itself; tokens may change with a reload. */
  Admin admin();

  /** Whether clients should be sent here. */
  boolean ready();

  /** Where metrics are asked for. */
  String metricsPath();

  /** All metrics in Prometheus' text format. */
  String metrics();

  Status status();

  /** What became of requests that were asked twice. */
  Shadows shadows();

  Optional<Snapshot> snapshot();

  /** The versions that can be brought back, newest first. */
  List<Version> versions();

  /**
   * Reads a configuration and applies nothing.
   *
   * @param files whether the files that it names are looked into as well: what is wrong with one
   *     may quote it, so that who may not change a configuration could read any file by way of it
   */
  Loaded check(String text, boolean files);

  /** Reads the file again, if the version that is active is as expected. */
  Reading reload(String actor, String reason, Expected expected);

  /** Brings back a version that is kept, if the one that is active is as expected. */
  Reading rollback(long version, String actor, String reason, Expected expected);

  /** What came of an order to read a configuration. */
  sealed interface Reading {}

  /** It was read, and applied or refused. */
  record Read(Reload reload) implements Reading {}

  /** There is no such version. */
  record NotKept(long version) implements Reading {}

  /**
   * Nothing was read, since another version is active than was expected.
   *
   * @param active which one
   */
  record Outdated(Snapshot active) implements Reading {}

  /** Why the last reload changed nothing; empty: it did, or there was none. */
  Optional<RefusedReload> refusedReload();

  /** The certificates that clients are shown, here and on the listeners. */
  List<CertificateStatus> certificates();

  /** A reload that changed nothing, with every problem. */
  record RefusedReload(Instant at, List<String> problems) {
    public RefusedReload {
      problems = List.copyOf(problems);
    }
  }

  /**
   * A certificate as it is on the disk.
   *
   * @param where the listener that shows it, or the admin port
   */
  record CertificateStatus(String where, String file, Instant expires) {}

  /** A version of the configuration that is kept. */
  record Version(long version, Instant at, String actor, String reason, String sha256, int bytes) {}

  /** The gateway in one look. */
  record Status(
      String version,
      Instant started,
      long uptimeSeconds,
      String transport,
      boolean ready,
      ActiveConfig config,
      List<String> listeners,
      int clientConnections,
      List<BackendStatus> backends,
      List<UnitStatus> units,
      StoreStatus store) {}

  /**
   * Where rollouts, orders and configurations are kept.
   *
   * @param kind {@code files} of this gateway, or the {@code etcd} of a fleet
   * @param problem why nothing can be kept there, so that no stage is taken; null: it can
   * @param since when that was noticed
   */
  record StoreStatus(String kind, @Nullable String problem, @Nullable Instant since) {}

  /** The configuration that is served by. */
  record ActiveConfig(long version, String source, Instant since, int warnings) {}

  /**
   * A backend.
   *
   * @param endpoints the requests under way at each
   * @param states how each of them is
   */
  record BackendStatus(String name, Map<String, Integer> endpoints, List<EndpointStatus> states) {
    public BackendStatus {
      states = List.copyOf(states);
    }
  }

  /**
   * How an endpoint is, and how it did in the last minute.
   *
   * @param state healthy, unknown, returning, ejected or unhealthy
   * @param sentence why
   * @param since null: it was never otherwise, or nobody knows
   * @param until when that ends by itself; null: it does not
   * @param requests sent to it in a second; null: it was not watched for long enough
   * @param errors which share of them failed, in percent; null: there was none
   * @param p95 milliseconds until its first byte, of all but a twentieth; null: as before
   * @param underWay requests that it has not answered yet
   * @param active connections that are in use or being made
   * @param idle connections that are kept for the next request
   * @param pending requests that wait for a connection
   */
  record EndpointStatus(
      String endpoint,
      String state,
      String sentence,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable Double requests,
      @Nullable Double errors,
      @Nullable Double p95,
      int underWay,
      int active,
      int idle,
      int pending) {}

  /**
   * A unit and the percentage of its visitors that next serves; null: a rule decides.
   *
   * @param guarded templates that are kept from next, whatever the exposure
   */
  record UnitStatus(String name, @Nullable Double exposure, String state, List<String> guarded) {
    public UnitStatus {
      guarded = List.copyOf(guarded);
    }
  }

  /** What shadows have found, since the start of the process. */
  record Shadows(List<ShadowUnit> units, List<ShadowExample> findings) {}

  /**
   * The requests of a unit that were chosen to be asked twice.
   *
   * @param results how many, by what came of them
   * @param incomparable why two answers could not be compared, the last time; null: they always
   *     could
   */
  record ShadowUnit(String unit, Map<String, Long> results, @Nullable String incomparable) {}

  /** One kind of difference, with its latest example. */
  record ShadowExample(
      String unit,
      String template,
      String place,
      long count,
      Instant first,
      Instant last,
      String path,
      String served,
      String shadow) {}
}
