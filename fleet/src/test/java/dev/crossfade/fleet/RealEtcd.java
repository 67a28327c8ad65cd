package dev.crossfade.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossfade.config.model.State;
import dev.crossfade.config.value.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A member of a real etcd, of the Debian package, on ports of its own. Can be killed and started
 * again with what it had, and stopped in the middle of everything. Public: tests of the product use
 * it too.
 */
@NullMarked
public final class RealEtcd implements AutoCloseable {
  private static final Pattern REVISION = Pattern.compile("\"revision\":\"(\\d+)\"");

  private static final Pattern WATCHES =
      Pattern.compile("grpc_server_started_total\\{grpc_method=\"Watch\"[^}]*} (\\d+)");

  private final Path dir;
  private final int port;
  private final List<String> command;
  private @Nullable Process process;

  private RealEtcd(Path dir, int port, List<String> command) {
    this.dir = dir;
    this.port = port;
    this.command = List.copyOf(command);
  }

  /** A cluster of one. Skips the test where etcd is not installed. */
  public static RealEtcd start(Path dir) throws IOException {
    return start(dir, 1).getFirst();
  }

  /** A cluster of several. */
  public static List<RealEtcd> start(Path dir, int members) throws IOException {
    return start(dir, members, List.of());
  }

  /**
   * @param more options for each; with one about TLS clients come by https
   */
  static List<RealEtcd> start(Path dir, int members, List<String> more) throws IOException {
    assumeTrue(isInstalled(), "etcd is not installed (./crossfade test does that)");
    List<Integer> ports = freePorts(2 * members);
    StringBuilder peers = new StringBuilder();
    for (int i = 0; i < members; i++) {
      peers.append(i == 0 ? "" : ",").append("m" + i + "=http://127.0.0.1:" + ports.get(2 * i + 1));
    }
    String scheme = more.stream().anyMatch(o -> o.startsWith("--cert-file")) ? "https" : "http";
    List<RealEtcd> all = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      String clients = scheme + "://127.0.0.1:" + ports.get(2 * i);
      String peer = "http://127.0.0.1:" + ports.get(2 * i + 1);
      Path own = Files.createDirectories(dir.resolve("m" + i));
      List<String> command =
          new ArrayList<>(
              List.of(
                  "etcd",
                  "--name=m" + i,
                  "--data-dir=" + own.resolve("data"),
                  "--listen-client-urls=" + clients,
                  "--advertise-client-urls=" + clients,
                  "--listen-peer-urls=" + peer,
                  "--initial-advertise-peer-urls=" + peer,
                  "--initial-cluster=" + peers,
                  "--heartbeat-interval=50",
                  "--election-timeout=500",
                  "--unsafe-no-fsync"));
      command.addAll(more);
      RealEtcd member = new RealEtcd(own, ports.get(2 * i), command);
      member.launch();
      all.add(member);
    }
    all.forEach(RealEtcd::awaitReady);
    return List.copyOf(all);
  }

  /** How a gateway finds these. */
  public static State.Etcd settings(String prefix, List<RealEtcd> members) {
    return new State.Etcd(
        members.stream().map(member -> Endpoint.parse("http://" + member.address())).toList(),
        prefix,
        null,
        null,
        null,
        null,
        Duration.ofSeconds(5));
  }

  public State.Etcd settings(String prefix) {
    return settings(prefix, List.of(this));
  }

  /** Host and port for clients. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** As after a crash. */
  public void kill() throws InterruptedException {
    Objects.requireNonNull(process, "process").destroyForcibly().waitFor();
  }

  /** With what it had, on the same ports. */
  public void restart() throws IOException {
    launch();
    awaitReady();
  }

  /** Loses everything it had; to be restarted. */
  void lose() throws IOException, InterruptedException {
    kill();
    try (var files = Files.walk(dir.resolve("data"))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** It keeps its connections and says nothing any more. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** Throws all but the newest revisions away. */
  public void compact() throws IOException, InterruptedException {
    String status = post("/v3/maintenance/status", "{}");
    Matcher revision = REVISION.matcher(status);
    if (!revision.find()) {
      throw new IOException("no revision in " + status);
    }
    post("/v3/kv/compaction", "{\"revision\":\"" + revision.group(1) + "\",\"physical\":true}");
  }

  /** From here on only a user gets in who may use the keys of one prefix. */
  public void requireUser(String user, String password, String prefix)
      throws IOException, InterruptedException {
    post("/v3/auth/user/add", "{\"name\":\"root\",\"password\":\"root\"}");
    post("/v3/auth/role/add", "{\"name\":\"root\"}");
    post("/v3/auth/user/grant", "{\"user\":\"root\",\"role\":\"root\"}");
    post("/v3/auth/user/add", "{\"name\":\"" + user + "\",\"password\":\"" + password + "\"}");
    post("/v3/auth/role/add", "{\"name\":\"gateway\"}");
    String end =
        prefix.substring(0, prefix.length() - 1) + (char) (prefix.charAt(prefix.length() - 1) + 1);
    post(
        "/v3/auth/role/grant",
        "{\"name\":\"gateway\",\"perm\":{\"permType\":\"READWRITE\",\"key\":\""
            + base64(prefix)
            + "\",\"range_end\":\""
            + base64(end)
            + "\"}}");
    post("/v3/auth/user/grant", "{\"user\":\"" + user + "\",\"role\":\"gateway\"}");
    post("/v3/auth/enable", "{}");
  }

  /** What it says to a call of its JSON gateway. */
  String post(String path, String json) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://" + address() + path))
                  .POST(BodyPublishers.ofString(json))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(path + ": " + answer.body());
      }
      return answer.body();
    }
  }

  /** How many watches it has begun for clients since it started. */
  long watches() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String metrics =
          client
              .send(
                  HttpRequest.newBuilder(URI.create("http://" + address() + "/metrics")).build(),
                  BodyHandlers.ofString())
              .body();
      Matcher started = WATCHES.matcher(metrics);
      if (!started.find()) {
        throw new IOException("no watches in " + metrics);
      }
      return Long.parseLong(started.group(1));
    }
  }

  /** Puts a key as anybody could. */
  void put(String key, String value) throws IOException, InterruptedException {
    post("/v3/kv/put", "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\"}");
  }

  private void launch() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
            .start();
  }

  private void awaitReady() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              if (!Objects.requireNonNull(process, "process").isAlive()) {
                throw new IOException("etcd ended: " + Files.readString(dir.resolve("log")));
              }
              String log = Files.readString(dir.resolve("log"));
              return log.lastIndexOf("ready to serve client requests")
                  > log.lastIndexOf("etcd Version");
            });
  }

  private void signal(String name) throws IOException, InterruptedException {
    long pid = Objects.requireNonNull(process, "process").pid();
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  /** Comes back when it has ended: nothing writes to its folder then. */
  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  private static boolean isInstalled() {
    return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "etcd")));
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).collect(Collectors.toList());
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
