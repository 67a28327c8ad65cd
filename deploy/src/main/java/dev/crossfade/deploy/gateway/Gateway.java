package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Cause;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.FileWatch;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.Reload;
import dev.crossfade.config.Reloader;
import dev.crossfade.config.Snapshot;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.console.AdminServer;
import dev.crossfade.proxy.AccessLog;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.proxy.RequestMetrics;
import dev.crossfade.proxy.Transport;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Retention;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
  private final AdminServer admin;
  private final Operations operations;

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
              standardOutput);
    };
  }

  private Gateway(
      Path file,
      ConfigLoader loader,
      Loaded.Valid valid,
      Transport transport,
      PrintStream standardOutput)
      throws StartFailure {
    first = valid.config();
    GatewayMetrics metrics = new GatewayMetrics();
    try {
      FileJournal journal =
          started(FileJournal.open(first.state().dir(), Clock.systemUTC(), Retention.DEFAULT));
      ConfigVersions versions = new ConfigVersions(journal, ConfigVersions.KEPT);
      accessLog = started(new AccessLog(first.telemetry().accessLog(), standardOutput));
      RequestMetrics requests = new RequestMetrics(metrics.registry());
      plane = started(new DataPlane(transport, List.of(accessLog, requests)));
      reloader =
          new Reloader(
              file,
              loader,
              this::activate,
              new Versions(versions, file),
              metrics::onReload,
              Clock.systemUTC());
      operations = new Operations(reloader, plane, versions, metrics, transport, first);
      admin = started(AdminServer.start(first.admin(), operations));
      metrics.watch(plane, accessLog, reloader);
      Reload begun = reloader.begin(valid, new Cause(Cause.Trigger.START, "system", ""));
      if (begun instanceof Reload.Refused refused) {
        throw new StartFailure(prefixed(file, refused.problems()));
      }
      FileWatch watch = started(new FileWatch(reloader::inputs, this::onFileChange));
      watch.start();
      operations.setReady(true);
    } catch (JournalException | IOException e) {
      close();
      throw new StartFailure(prefixed(file, List.of(String.valueOf(e.getMessage()))));
    } catch (StartFailure e) {
      close();
      throw e;
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
    List<String> problems = new ArrayList<>();
    if (!config.admin().bind().equals(first.admin().bind())) {
      problems.add("admin.bind: cannot change while running (expected: a restart)");
    }
    if (!config.state().equals(first.state())) {
      problems.add("state: cannot change while running (expected: a restart)");
    }
    if (problems.isEmpty()) {
      problems.addAll(plane.activate(config));
    }
    if (problems.isEmpty()) {
      accessLog.configure(config.telemetry().accessLog());
    }
    return problems;
  }

  private void onFileChange() {
    reloader.reload(new Cause(Cause.Trigger.FILE, "system", "a file changed"));
  }

  /** Reads the configuration again; returns when it is active or refused. */
  public Reload reload(String actor) {
    return reloader.reload(new Cause(Cause.Trigger.API, actor, ""));
  }

  /** Reads the configuration again because a signal asked for it. */
  public void onHangup() {
    Thread.ofVirtual()
        .name("reload")
        .start(() -> reloader.reload(new Cause(Cause.Trigger.SIGNAL, "system", "SIGHUP")));
  }

  /** Where clients connect. */
  public List<InetSocketAddress> addresses() {
    return plane.addresses();
  }

  public int adminPort() {
    return admin.port();
  }

  /** The configuration that is active. */
  public Config config() {
    return reloader.active().map(Snapshot::config).orElse(first);
  }

  /** Takes no more connections, lets requests finish, then stops. */
  public void drain() {
    Duration patience = config().limits().timeouts().drain();
    operations.setReady(false);
    int cut = plane.drain(patience);
    if (cut > 0) {
      log.atWarn().addKeyValue("connections", cut).log("cut off after {}", patience);
    }
    close();
    log.info("stopped");
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
      }
    }
  }
}
