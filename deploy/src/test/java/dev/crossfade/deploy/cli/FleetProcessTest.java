package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.deploy.gateway.Shop;
import dev.crossfade.fleet.RealEtcd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three gateways, each a process of its own, over one real etcd. */
@Timeout(180)
class FleetProcessTest {
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;
  private RealEtcd etcd;
  private Shop shop;
  private final List<Member> members = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final class Member implements AutoCloseable {
    final Path file;
    final Balancer.Target ports;
    GatewayProcess process;

    Member(Path file, Balancer.Target ports, GatewayProcess process) {
      this.file = file;
      this.ports = ports;
      this.process = process;
    }

    @Override
    public void close() {
      process.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    etcd = RealEtcd.start(Files.createDirectory(folder.resolve("etcd")));
    shop = Shop.named("legacy");
    for (String name : List.of("a", "b", "c")) {
      Path home = Files.createDirectory(folder.resolve(name));
      List<Integer> free = freePorts(2);
      Balancer.Target ports = new Balancer.Target(free.get(0), free.get(1));
      Path file = Files.writeString(home.resolve("crossfade.yaml"), config(name, ports));
      members.add(new Member(file, ports, GatewayProcess.run(file)));
    }
    for (Member member : members) {
      member.process.awaitReady();
    }
    await().atMost(PATIENCE).until(() -> leader(members) != null);
  }

  @AfterEach
  void stop() {
    members.forEach(Member::close);
    client.close();
    if (shop != null) {
      shop.close();
    }
    if (etcd != null) {
      etcd.close();
    }
  }

  private String config(String name, Balancer.Target ports) {
    return """
    listeners: [ { bind: "127.0.0.1:%d" } ]
    admin: { bind: "127.0.0.1:%d" }
    backends: { legacy: { endpoints: ["%3$s"] }, next: { endpoints: ["%3$s"] } }
    units:
      - name: shop
        match: [ { path: /** } ]
        rollout:
          stages: [ { percent: 50%%, hold: 1h }, { percent: 100%%, hold: 1h } ]
          rollback: { decider: on-call }
    limits: { timeouts: { drainDelay: 1s, drain: 20s } }
    state:
      dir: state
      etcd: { endpoints: ["http://%4$s"], prefix: /shop, name: %5$s, lease: %6$ds }
    """
        .formatted(
            ports.shop(), ports.admin(), shop.url(), etcd.address(), name, LEASE.toSeconds());
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private JsonNode json(Member member, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + member.ports.admin() + path);
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return JsonMapper.shared().readTree(answer.body());
  }

  private int order(Member member, String order) throws IOException, InterruptedException {
    URI uri =
        URI.create("http://127.0.0.1:" + member.ports.admin() + "/api/v1/rollouts/shop/" + order);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"test\"}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  /** The one that says it leads; null: none does. */
  private @Nullable Member leader(List<Member> among) throws IOException, InterruptedException {
    for (Member member : among) {
      if (json(member, "/api/v1/fleet").path("role").asString().equals("leader")) {
        return member;
      }
    }
    return null;
  }

  @Test
  void leader_thatIsKilled_isFollowedByAnotherWithinItsLease() throws Exception {
    Member first = Objects.requireNonNull(leader(members));
    assertThat(order(first, "start")).isEqualTo(200);

    first.process.signal("KILL");
    first.process.awaitExit();

    List<Member> others = new ArrayList<>(members);
    others.remove(first);
    await().atMost(LEASE).pollInterval(Duration.ofMillis(50)).until(() -> leader(others) != null);
    Member second = Objects.requireNonNull(leader(others));
    assertThat(json(second, "/api/v1/rollouts/shop").path("exposure").asDouble()).isEqualTo(50);
    assertThat(order(second, "hold")).isEqualTo(200);
  }

  @Test
  void restart_oneGatewayAfterTheOther_failsNoRequest() throws Exception {
    int port = freePorts(1).getFirst();
    try (Balancer balancer =
        Balancer.before(members.stream().map(m -> m.ports).toList(), folder, port)) {
      await().atMost(PATIENCE).ignoreExceptions().until(() -> isAnswered(balancer));
      try (Visitors visitors = Visitors.at(balancer.port())) {
        for (Member member : members) {
          int before = visitors.answers();
          member.process.signal("TERM");
          assertThat(member.process.awaitExit()).isZero();
          member.process = GatewayProcess.run(member.file);
          member.process.awaitReady();
          await().atMost(PATIENCE).until(() -> visitors.answers() > before + 100);
        }
        assertThat(visitors.failures()).as(Balancer.log(folder)).isEmpty();
        assertThat(visitors.answers()).isGreaterThan(300);
      }
    }
    await().atMost(PATIENCE).until(() -> leader(members) != null);
    assertThat(json(members.getFirst(), "/api/v1/fleet").path("members")).hasSize(3);
  }

  @Test
  void takeover_ofTheLeader_failsNoRequest_andTheFleetGoesOn() throws Exception {
    Member leader = Objects.requireNonNull(leader(members));
    assertThat(order(leader, "start")).isEqualTo(200);
    try (Visitors visitors = Visitors.at(leader.ports.shop());
        GatewayProcess before = leader.process) {
      await().atMost(PATIENCE).until(() -> visitors.answers() > 100);

      leader.process = GatewayProcess.run(leader.file, "--takeover");
      leader.process.awaitReady();

      assertThat(before.awaitExit()).isZero();
      int then = visitors.answers();
      await().atMost(PATIENCE).until(() -> visitors.answers() > then + 100);
      assertThat(visitors.failures()).isEmpty();
    }
    await().atMost(PATIENCE).until(() -> leader(members) != null);
    assertThat(json(leader, "/api/v1/fleet").path("members")).hasSize(3);
    assertThat(json(leader, "/api/v1/rollouts/shop").path("exposure").asDouble()).isEqualTo(50);
    assertThat(order(leader, "hold")).isEqualTo(200);
  }

  private static boolean isAnswered(Balancer balancer) throws IOException {
    try (Line line = new H1Line(Visitors.connect(balancer.port()))) {
      line.ask();
      return true;
    }
  }
}
