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
        CrawlService {
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

  Reload reload(String actor, String reason);

  /** Empty: there is no such version. */
  Optional<Reload> rollback(long version, String actor, String reason);

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
      List<UnitStatus> units) {}

  /** The configuration that is served by. */
  record ActiveConfig(long version, String source, Instant since, int warnings) {}

  /** A backend and the requests under way at its endpoints. */
  record BackendStatus(String name, Map<String, Integer> endpoints) {}

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
