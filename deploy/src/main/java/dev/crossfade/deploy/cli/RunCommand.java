package dev.crossfade.deploy.cli;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.model.Limits.Timeouts;
import dev.crossfade.deploy.gateway.Gateway;
import dev.crossfade.deploy.gateway.StartFailure;
import dev.crossfade.proxy.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: the gateway. */
@Command(
    name = "run",
    description = "Runs the gateway until SIGTERM; SIGHUP reloads the configuration.",
    mixinStandardHelpOptions = true)
final class RunCommand extends Speaking {
  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  /** What closing takes at most once nobody is served any more. */
  private static final Duration CLOSING = Duration.ofSeconds(20);

  @Option(
      names = {"-c", "--config"},
      description = "The configuration (default: ${DEFAULT-VALUE}).",
      paramLabel = "FILE",
      defaultValue = "crossfade.yaml")
  private Path file;

  @Option(
      names = "--transport",
      description = "io_uring, epoll or nio; without it the best the kernel has.",
      paramLabel = "NAME")
  private @Nullable String transport;

  @Option(
      names = "--takeover",
      description = {
        "Takes the sockets of the gateway that runs by the same state.dir, and drains it:",
        "an upgrade without a failed request. Without such a gateway a plain start."
      })
  private boolean takeover;

  RunCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    Transport chosen = null;
    if (transport != null) {
      chosen = Transport.named(transport).filter(Transport::isAvailable).orElse(null);
      if (chosen == null) {
        complain(
            "--transport "
                + transport
                + " is not to be had here (expected: one of "
                + available()
                + ")");
        return Exit.PROBLEM;
      }
    }
    openLibraries();
    Gateway gateway;
    try {
      ConfigLoader loader = ConfigLoader.ofEnvironment();
      gateway =
          takeover
              ? Gateway.takeOver(file, loader, chosen, streams().out())
              : Gateway.start(file, loader, chosen, streams().out());
    } catch (StartFailure e) {
      e.lines().forEach(this::complain);
      return Exit.PROBLEM;
    }
    Supervisor supervisor = Supervisor.of(System.getenv());
    Signals signals =
        Signals.install(
            () -> {
              supervisor.reloading();
              gateway.onHangup(supervisor::reloaded);
            });
    gateway.onTakenOver(signals::stop);
    log.atInfo()
        .addKeyValue("listeners", gateway.addresses())
        .addKeyValue("admin", gateway.adminPort())
        .log("ready after {} ms", ProcessAge.millis());
    supervisor.ready("serving");
    signals.await();
    supervisor.stopping();
    Timeouts timeouts = gateway.config().limits().timeouts();
    endWithin(timeouts.drainDelay().plus(timeouts.drain()).plus(CLOSING));
    gateway.drain();
    return Exit.OK;
  }

  /** Whatever a part waits for when its classes are gone: who asked for an end gets one. */
  private static void endWithin(Duration most) {
    Thread.ofPlatform()
        .daemon()
        .name("last resort")
        .start(
            () -> {
              try {
                Thread.sleep(most);
                log.error("not ended within {}: the process ends all the same", most);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              } finally {
                Runtime.getRuntime().halt(Exit.FAULT);
              }
            });
  }

  /**
   * Opens every jar now. The first class out of a jar opens it, and when all file descriptors are
   * taken by clients it could not be had, nor ever again.
   */
  private static void openLibraries() {
    if (RunCommand.class.getClassLoader().getResource("a name that no jar has") != null) {
      throw new IllegalStateException("a jar has what none should have");
    }
  }

  private static String available() {
    return String.join(
        ", ",
        Arrays.stream(Transport.values())
            .filter(Transport::isAvailable)
            .map(t -> t.name().toLowerCase(Locale.ROOT))
            .toList());
  }
}
