package dev.crossfade.deploy.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real HAProxy in TCP mode before some gateways, as in front of a fleet: it asks each whether it
 * is ready, and sends new connections to those that are.
 */
final class Balancer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/sbin/haproxy"), Path.of("/usr/bin/haproxy"));

  private final Process process;
  private final int port;

  private Balancer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A gateway's port for the shop, and that where it says whether it is ready. */
  record Target(int shop, int admin) {}

  /** Skips the test where HAProxy is not installed. */
  static Balancer before(List<Target> targets, Path folder, int port) throws IOException {
    Path program = PROGRAMS.stream().filter(Files::isExecutable).findFirst().orElse(null);
    assumeTrue(program != null, "haproxy is not installed (./crossfade test does that)");
    StringBuilder servers = new StringBuilder();
    for (Target target : targets) {
      servers.append(
          "  server g%d 127.0.0.1:%d check port %d inter 100 fall 1 rise 1\n"
              .formatted(target.shop, target.shop, target.admin));
    }
    Path config =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            """
            defaults
              mode tcp
              timeout connect 5s
              timeout check 2s
              timeout client 60s
              timeout server 60s
            frontend shop
              bind 127.0.0.1:%d
              default_backend gateways
            backend gateways
              balance roundrobin
              option httpchk GET /readyz
            %s"""
                .formatted(port, servers));
    Process process =
        new ProcessBuilder(String.valueOf(program), "-db", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    return new Balancer(process, port);
  }

  int port() {
    return port;
  }

  /** What it said, for a test that fails. */
  static String log(Path folder) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("haproxy.log"))) {
      return String.join("\n", lines.toList());
    }
  }

  /** Comes back when it has ended: its port is free then. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
