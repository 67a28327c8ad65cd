package dev.crossfade.deploy.gateway;

import static org.awaitility.Awaitility.await;

import dev.crossfade.fleet.RealEtcd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Gateways {@code a} and {@code b} over one real etcd, of which one leads. */
final class TwoGateways implements AutoCloseable {
  final RealEtcd etcd;
  final List<RunningGateway> all = new ArrayList<>();

  private TwoGateways(RealEtcd etcd) {
    this.etcd = etcd;
  }

  static TwoGateways in(Path folder) throws IOException, StartFailure {
    TwoGateways two =
        new TwoGateways(RealEtcd.start(Files.createDirectory(folder.resolve("etcd"))));
    try {
      for (String name : List.of("a", "b")) {
        two.all.add(two.gateway(Files.createDirectory(folder.resolve(name)), name));
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> two.settled());
      return two;
    } catch (StartFailure | IOException | RuntimeException e) {
      two.close();
      throw e;
    }
  }

  /** The same text for both: what is a gateway's own is in files beside. */
  private RunningGateway gateway(Path home, String name) throws IOException, StartFailure {
    Files.writeString(home.resolve("name"), name);
    return RunningGateway.in(
        home,
        running -> {
          Files.writeString(home.resolve("legacy"), running.legacy.url());
          Files.writeString(home.resolve("next"), running.next.url());
          return config("25%");
        });
  }

  String config(String firstStage) {
    return """
    listeners: [ { bind: 127.0.0.1:0 } ]
    admin: { bind: 127.0.0.1:0 }
    backends:
      legacy: { endpoints: ["${file:legacy}"] }
      next: { endpoints: ["${file:next}"] }
    units:
      - name: checkout
        match: [ { path: /checkout/** } ]
        rollout: { stages: [ { percent: %1$s, hold: 1h }, { percent: 100%%, hold: 1h } ] }
      - name: catalog
        match: [ { path: /** } ]
        rollout: { stages: [ { percent: %1$s, hold: 1h }, { percent: 100%%, hold: 1h } ] }
    state:
      dir: state
      etcd: { endpoints: ["http://%2$s"], prefix: /shop, name: "${file:name}", lease: 5s }
    """
        .formatted(firstStage, etcd.address());
  }

  private boolean settled() throws IOException, InterruptedException {
    JsonNode members = fleet(0).path("members");
    int leaders = 0;
    for (JsonNode member : members) {
      leaders += member.path("leads").asBoolean() ? 1 : 0;
    }
    return members.size() == 2 && leaders == 1;
  }

  JsonNode fleet(int gateway) throws IOException, InterruptedException {
    return all.get(gateway).json("/api/v1/fleet");
  }

  /** The one that leads. */
  int leader() throws IOException, InterruptedException {
    return fleet(0).path("role").asString().equals("leader") ? 0 : 1;
  }

  @Override
  public void close() {
    all.reversed().forEach(RunningGateway::close);
    etcd.close();
  }
}
