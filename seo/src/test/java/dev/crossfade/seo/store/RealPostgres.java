package dev.crossfade.seo.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossfade.config.model.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of Debian's package with its data in a folder of its own, on a free port of this
 * machine. It refuses to run as root, who therefore has nobody run it.
 */
public final class RealPostgres implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path bin;
  private final Path folder;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();
  private @Nullable Process process;

  private RealPostgres(Path bin, Path folder, int port) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
  }

  /** Skips the test on a machine without PostgreSQL. */
  public static RealPostgres start() throws IOException, InterruptedException {
    Optional<Path> bin = bin();
    assumeTrue(bin.isPresent(), "postgresql is not installed (./crossfade test does that)");
    Path folder = Files.createTempDirectory("crossfade-postgres");
    RealPostgres made = new RealPostgres(bin.orElseThrow(), folder, freePort());
    if (isRoot()) {
      run(List.of("chown", "nobody", folder.toString()));
    }
    run(
        asNobody(
            List.of(
                made.bin.resolve("initdb").toString(),
                "--pgdata=" + folder,
                "--username=crossfade",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync")));
    made.restart();
    return made;
  }

  private static Optional<Path> bin() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static List<String> asNobody(List<String> command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    all.addAll(command);
    return all;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts it once more, with all that it had. */
  public void restart() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                bin.resolve("postgres").toString(),
                "-D",
                folder.toString(),
                "-p",
                Integer.toString(port),
                "-h",
                "127.0.0.1",
                "-k",
                ""));
    for (String setting :
        List.of(
            "fsync=off", "shared_buffers=16MB", "max_connections=40", "log_min_messages=fatal")) {
      command.addAll(List.of("-c", setting));
    }
    process =
        new ProcessBuilder(asNobody(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long began = System.nanoTime();
    while (!isReady()) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IOException("postgres at port " + port + " is not ready (expected: within 30 s)");
      }
      TimeUnit.MILLISECONDS.sleep(50); // nothing tells when it is
    }
  }

  private boolean isReady() {
    try (Connection _ = connect("postgres")) {
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  /** Stops it at once, as a machine that loses its power. */
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      signal(running.pid(), "QUIT");
      running.onExit().join();
    }
  }

  /** It and its sessions do nothing until they are resumed. */
  public void pause() {
    signalAll("STOP");
  }

  public void resume() {
    signalAll("CONT");
  }

  private void signalAll(String signal) {
    Process running = process;
    if (running != null) {
      running.descendants().forEach(child -> signal(child.pid(), signal));
      signal(running.pid(), signal);
    }
  }

  private static void signal(long pid, String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A new and empty database. */
  public String database() throws SQLException {
    String name = "shop" + databases.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    return name;
  }

  /** What a configuration says to use a database. */
  public State.Postgres settings(String database) {
    return new State.Postgres(
        "postgresql://127.0.0.1:" + port + "/" + database,
        "crossfade",
        "s3cret",
        Duration.ofSeconds(1));
  }

  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=crossfade&password=s3cret");
  }

  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    resume();
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
