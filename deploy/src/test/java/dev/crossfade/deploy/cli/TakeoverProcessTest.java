package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.deploy.gateway.Shop;
import dev.crossfade.deploy.takeover.Predecessor;
import dev.crossfade.proxy.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades as an operator does them: a new process beside a running one. */
@Timeout(240)
class TakeoverProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Shop shop;
  private final List<GatewayProcess> processes = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    shop = Shop.named("legacy");
  }

  @AfterEach
  void stop() {
    processes.forEach(GatewayProcess::close);
    shop.close();
  }

  private GatewayProcess run(String... options) throws IOException {
    GatewayProcess process = GatewayProcess.run(folder.resolve("crossfade.yaml"), options);
    processes.add(process);
    return process;
  }

  private Path socket() {
    return folder.resolve("state/takeover.sock");
  }

  private void write(String listeners, String rest) throws IOException {
    Files.writeString(
        folder.resolve("crossfade.yaml"),
        """
        listeners: [ %s ]
        admin: { bind: 127.0.0.1:0 }
        backends:
          legacy: { endpoints: ["%s"] }
          next: { endpoints: ["%s"] }
        units: [ { name: shop, match: [ { path: /** } ], send: legacy } ]
        %s
        """
            .formatted(listeners, shop.url(), shop.url(), rest));
  }

  private void write() throws IOException {
    write("{ bind: 127.0.0.1:0 }", "");
  }

  private static void ask(int port) throws IOException {
    try (Line line = new H1Line(Visitors.connect(port))) {
      line.ask();
    }
  }

  private static int status(int adminPort, String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + adminPort + path);
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll"})
  void takeover_underLoad_failsNoRequest(String transport) throws Exception {
    Assumptions.assumeTrue(isAvailable(transport), transport + " is not to be had here");
    write();
    GatewayProcess old = run("--transport", transport);
    int port = old.awaitPorts().shop();
    try (Visitors visitors = Visitors.at(port)) {
      await().atMost(PATIENCE).until(() -> visitors.answers() > 500);

      GatewayProcess successor = run("--transport", transport, "--takeover");

      assertThat(successor.awaitPorts().shop()).isEqualTo(port);
      assertThat(old.awaitExit()).isZero();
      int before = visitors.answers();
      await().atMost(PATIENCE).until(() -> visitors.answers() > before + 500);
      assertThat(visitors.failures()).isEmpty();
    }
  }

  /**
   * The successor has ticket keys of its own: sessions of clients begin anew. No connection is
   * handed over, so none is in the middle of a handshake or of a PROXY header.
   */
  @ParameterizedTest(name = "tls {0}, proxyProtocol {1}")
  @CsvSource({"true, false", "false, true", "true, true"})
  void takeover_throughTlsAndProxyProtocol_failsNoRequest(boolean tls, boolean proxied)
      throws Exception {
    Way way = Way.through(folder, tls, proxied);
    write("{ bind: 127.0.0.1:0" + way.listener() + " }", "trust: { proxies: [ 127.0.0.1/32 ] }");
    GatewayProcess old = run();
    int port = old.awaitPorts().shop();
    try (Visitors visitors = Visitors.at(port, way)) {
      await().atMost(PATIENCE).until(() -> visitors.answers() > 500);

      GatewayProcess successor = run("--takeover");

      assertThat(successor.awaitPorts().shop()).isEqualTo(port);
      assertThat(old.awaitExit()).isZero();
      int before = visitors.answers();
      await().atMost(PATIENCE).until(() -> visitors.answers() > before + 500);
      assertThat(visitors.failures()).isEmpty();
    }
  }

  private static boolean isAvailable(String transport) {
    return Transport.named(transport).orElseThrow().isAvailable();
  }

  /** They had shaken hands with the kernel, and no gateway knew of them. */
  @Test
  void takeover_clientsInTheQueueOfAStoppedProcess_areServed() throws Exception {
    write();
    GatewayProcess old = run();
    int port = old.awaitPorts().shop();
    old.signal("STOP");
    List<H1Line> waiting = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      H1Line client = new H1Line(Visitors.connect(port));
      client.send();
      waiting.add(client);
    }

    GatewayProcess successor = run("--takeover");
    successor.await("taking over");
    old.signal("CONT");

    for (H1Line client : waiting) {
      client.receive();
      client.close();
    }
    successor.awaitPorts();
    assertThat(old.awaitExit()).isZero();
  }

  @Test
  void takeover_versionsOfTheConfiguration_areKept() throws Exception {
    write();
    GatewayProcess old = run();
    old.awaitPorts();
    write("{ bind: 127.0.0.1:0 }", "limits: { connections: 100 }");

    GatewayProcess successor = run("--takeover");

    successor.await("configuration applied version=\"2\" trigger=\"START\"");
    assertThat(old.awaitExit()).isZero();
  }

  @Test
  void takeover_whereNobodyRuns_isAPlainStart() throws Exception {
    write();

    GatewayProcess first = run("--takeover");

    first.await("nothing to take over");
    ask(first.awaitPorts().shop());
    assertThat(Files.getPosixFilePermissions(socket()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void takeover_afterKill_isAPlainStart() throws Exception {
    write();
    GatewayProcess killed = run();
    killed.awaitPorts();
    killed.signal("KILL");
    killed.awaitExit();
    assertThat(socket()).exists();

    GatewayProcess successor = run("--takeover");

    successor.await("nothing to take over");
    ask(successor.awaitPorts().shop());
  }

  @Test
  void takeover_withAnInvalidConfiguration_changesNothing() throws Exception {
    write();
    GatewayProcess old = run();
    GatewayProcess.Ports ports = old.awaitPorts();
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "units: 7\n");

    GatewayProcess successor = GatewayProcess.run(bad, "--takeover");
    processes.add(successor);

    assertThat(successor.awaitExit()).isEqualTo(2);
    ask(ports.shop());
    assertThat(status(ports.admin(), "/readyz")).isEqualTo(200);
  }

  /** It has the old one's sockets by then, and gives them up again. */
  @Test
  void takeover_withAListenerThatCannotBeOpened_changesNothing() throws Exception {
    write();
    GatewayProcess old = run();
    GatewayProcess.Ports ports = old.awaitPorts();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path bad = folder.resolve("bad.yaml");
      String text = Files.readString(folder.resolve("crossfade.yaml"));
      Files.writeString(
          bad,
          text.replace(
              "listeners: [ ", "listeners: [ { bind: 127.0.0.1:" + taken.getLocalPort() + " }, "));

      GatewayProcess successor = GatewayProcess.run(bad, "--takeover");
      processes.add(successor);

      successor.await("listeners\\[0\\].bind: .* is in use");
      assertThat(successor.awaitExit()).isEqualTo(2);
    }
    ask(ports.shop());
    assertThat(status(ports.admin(), "/readyz")).isEqualTo(200);
    assertThat(socket()).exists();
  }

  @Test
  void takeover_successorThatDiesAfterTheRelease_isReplacedByTheOldOne() throws Exception {
    write();
    GatewayProcess old = run();
    int port = old.awaitPorts().shop();
    Predecessor predecessor = Predecessor.find(folder.resolve("state")).orElseThrow();
    predecessor.sockets();
    predecessor.awaitRelease();

    predecessor.close();

    old.await("serves on");
    ask(port);
    GatewayProcess successor = run("--takeover");
    assertThat(successor.awaitPorts().shop()).isEqualTo(port);
    assertThat(old.awaitExit()).isZero();
  }

  @Test
  void takeover_whileAnotherIsUnderWay_isRefused() throws Exception {
    write();
    GatewayProcess old = run();
    int port = old.awaitPorts().shop();
    try (Predecessor first = Predecessor.find(folder.resolve("state")).orElseThrow()) {
      first.sockets();

      GatewayProcess second = run("--takeover");

      second.await("another takeover is under way");
      assertThat(second.awaitExit()).isEqualTo(2);
    }
    ask(port);
  }

  @Test
  void takeover_ofAProcessThatHangs_givesUpAndHarmsNothing() throws Exception {
    write();
    GatewayProcess old = run();
    int port = old.awaitPorts().shop();
    old.signal("STOP");

    GatewayProcess successor = run("--takeover");

    successor.await("said nothing for 10 s");
    assertThat(successor.awaitExit()).isEqualTo(2);
    old.signal("CONT");
    ask(port);
  }

  @Test
  void run_withAFileWhereTheSocketBelongs_saysSo() throws Exception {
    write();
    Files.createDirectory(folder.resolve("state"));
    Files.writeString(socket(), "not ours");

    GatewayProcess refused = run();

    refused.await("takeover.sock is no socket \\(expected");
    assertThat(refused.awaitExit()).isEqualTo(2);
    assertThat(socket()).hasContent("not ours");
  }

  @Test
  void takeover_fromNio_isRefusedWithTheReason() throws Exception {
    write();
    GatewayProcess old = run("--transport", "nio");
    int port = old.awaitPorts().shop();

    GatewayProcess successor = run("--takeover");

    successor.await("does not hand over: .*NIO");
    assertThat(successor.awaitExit()).isEqualTo(2);
    ask(port);
  }

  @Test
  void term_withADrainDelay_failsReadinessAndServesOn() throws Exception {
    write("{ bind: 127.0.0.1:0 }", "limits: { timeouts: { drainDelay: 10m } }");
    GatewayProcess gateway = run();
    GatewayProcess.Ports ports = gateway.awaitPorts();

    gateway.signal("TERM");
    gateway.await("serving on");

    assertThat(status(ports.admin(), "/readyz")).isEqualTo(503);
    try (H1Line client = new H1Line(Visitors.connect(ports.shop()))) {
      client.ask();
      assertThat(client.isLast()).isTrue();
    }
  }
}
