package dev.crossfade.deploy.gates;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A real Prometheus, of the Debian package, on a port of its own. Where it will be is known before
 * it runs: gateways are told of it first, and it of them by {@link #scrape}. Public: tests of whole
 * gateways use it too.
 */
@NullMarked
public final class RealPrometheus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path dir;
  private final int port;
  private final String path;
  private @Nullable Process process;

  private RealPrometheus(Path dir, int port, String path) {
    this.dir = dir;
    this.port = port;
    this.path = path;
  }

  /** Skips the test where Prometheus is not installed. */
  public static RealPrometheus in(Path dir) throws IOException {
    return in(dir, "");
  }

  /**
   * @param path what all its addresses begin with, as behind a proxy that several share
   */
  static RealPrometheus in(Path dir, String path) throws IOException {
    assumeTrue(isInstalled(), "prometheus is not installed (./crossfade test does that)");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new RealPrometheus(dir, socket.getLocalPort(), path);
    }
  }

  private static boolean isInstalled() {
    return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
  }

  /** Where it is asked, once it runs. */
  public String url() {
    return "http://127.0.0.1:" + port + path;
  }

  /** Starts it, to collect from these and no others. It has the first samples seconds later. */
  public void scrape(List<String> authorities) throws IOException {
    String targets =
        authorities.stream()
            .map(authority -> "\"" + authority + "\"")
            .collect(Collectors.joining(", "));
    Path file =
        Files.writeString(
            dir.resolve("prometheus.yml"),
            """
            global: { scrape_interval: 500ms, scrape_timeout: 500ms }
            scrape_configs:
              - job_name: crossfade
                static_configs: [ { targets: [ %s ] } ]
            """
                .formatted(targets));
    process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + dir.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.external-url=" + url())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log").toFile())
            .start();
  }

  /** As after a crash. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  /** At once: nobody will ask for what it has collected. */
  @Override
  public void close() {
    kill();
  }
}
