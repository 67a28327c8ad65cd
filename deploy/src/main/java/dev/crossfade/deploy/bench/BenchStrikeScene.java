package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a fault is measured on: three backends, one that stays sound, one that has the fault from
 * the beginning, and one that can be struck by it; and before them Crossfade and HAProxy, alike.
 * HAProxy stands there because both share the client and its core with everything else that the
 * fault disturbs: what it feels too is not the gateway's.
 */
final class BenchStrikeScene implements AutoCloseable {
  static final String SOUND = "sound";
  static final String ILL = "ill";
  static final String STRUCK = "struck";

  private static final int LENGTH = 1 << 10;
  private static final int GATEWAY_CORE = 0;

  /** A gateway that runs. */
  record Running(Process process, int port) {
    URI url(String backend) {
      return BenchStrikeScene.url(port, backend);
    }
  }

  private final Map<BenchPeer, Running> gateways = new EnumMap<>(BenchPeer.class);
  private final BenchFault fault;
  private final Victim ill;
  private final Victim struck;

  private BenchStrikeScene(BenchFault fault, Victim ill, Victim struck) {
    this.fault = fault;
    this.ill = ill;
    this.struck = struck;
  }

  static BenchStrikeScene on(BenchStage stage, BenchFault fault)
      throws IOException, InterruptedException {
    Path www = Files.createDirectories(stage.folder().resolve("www"));
    for (String backend : List.of(SOUND, ILL, STRUCK)) {
      Files.write(Files.createDirectory(www.resolve(backend)).resolve("file"), new byte[LENGTH]);
    }
    int sound = stage.freePort();
    origin(stage, SOUND, sound);
    var scene = new BenchStrikeScene(fault, Victim.on(stage, ILL), Victim.on(stage, STRUCK));
    try {
      List<Integer> endpoints =
          List.of(scene.endpoint(scene.struck), scene.endpoint(scene.ill), sound);
      scene.start(stage, BenchPeer.CROSSFADE, crossfade(stage, endpoints));
      scene.start(stage, BenchPeer.HAPROXY, haproxy(stage, endpoints));
      scene.ill.suffer(fault);
      return scene;
    } catch (IOException | InterruptedException e) {
      scene.close();
      throw e;
    }
  }

  Running gateway(BenchPeer peer) {
    Running running = gateways.get(peer);
    if (running == null) {
      throw new IllegalArgumentException(peer + " (expected: one of " + gateways.keySet() + ")");
    }
    return running;
  }

  /** From now on the second backend has the fault as well. */
  void strike() throws IOException, InterruptedException {
    struck.suffer(fault);
  }

  @Override
  public void close() throws IOException {
    try {
      ill.close();
    } finally {
      struck.close();
    }
  }

  /** A backend that the fault strikes, and the wire to it. */
  private record Victim(Process origin, int port, FaultProxy wire) implements AutoCloseable {
    static Victim on(BenchStage stage, String name) throws IOException, InterruptedException {
      int port = stage.freePort();
      Process origin = BenchStrikeScene.origin(stage, name, port);
      return new Victim(
          origin,
          port,
          FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    void suffer(BenchFault fault) throws IOException, InterruptedException {
      fault.strike(origin, wire);
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  private int endpoint(Victim victim) {
    return fault.isOnTheWire() ? victim.wire().address().getPort() : victim.port();
  }

  private static Process origin(BenchStage stage, String name, int port)
      throws IOException, InterruptedException {
    Process process =
        stage.start(name, BenchClient.CORE, BenchNginx.origin(stage.folder(), name, List.of(port)));
    stage.awaitAnswer(name, process, url(port, name), LENGTH);
    return process;
  }

  private static URI url(int port, String backend) {
    return URI.create("http://127.0.0.1:" + port + "/" + backend + "/file");
  }

  /** How a gateway is started. */
  private record Start(int port, List<String> command) {}

  private void start(BenchStage stage, BenchPeer peer, Start start)
      throws IOException, InterruptedException {
    Process process = stage.start(peer.title(), GATEWAY_CORE, start.command());
    stage.awaitAnswer(peer.title(), process, url(start.port(), SOUND), LENGTH);
    gateways.put(peer, new Running(process, start.port()));
  }

  private static Start crossfade(BenchStage stage, List<Integer> endpoints) throws IOException {
    int port = stage.freePort();
    String timeouts =
        "{ connect: %ds, firstByte: %ds, idle: %ds, total: %ds }"
            .formatted(
                BenchFault.CONNECT, BenchFault.FIRST_BYTE, BenchFault.FIRST_BYTE, BenchFault.TOTAL);
    Path config =
        Files.writeString(
            stage.folder().resolve("crossfade.yaml"),
            """
            listeners: [ { bind: "127.0.0.1:%d" } ]
            admin: { bind: "127.0.0.1:%d" }
            backends:
              legacy: { endpoints: [ "http://127.0.0.1:%d" ], timeouts: %s }
              ill: { endpoints: [ "http://127.0.0.1:%d" ], timeouts: %s }
              next: { endpoints: [ "http://127.0.0.1:%d" ] }
            units:
              - { name: ill, match: [ { path: /ill/** } ], send: ill }
              - { name: struck, match: [ { path: /struck/** } ], send: legacy }
              - { name: sound, match: [ { path: /sound/** } ], send: next }
            state: { dir: "%s" }
            telemetry: { accessLog: { file: "%s", sample: 1%% } }
            """
                .formatted(
                    port,
                    stage.freePort(),
                    endpoints.get(0),
                    timeouts,
                    endpoints.get(1),
                    timeouts,
                    endpoints.get(2),
                    stage.folder().resolve("state"),
                    stage.folder().resolve("access.log")));
    return new Start(port, BenchGateway.command(config, BenchGateway.ONE_CORE));
  }

  private static Start haproxy(BenchStage stage, List<Integer> endpoints) throws IOException {
    int port = stage.freePort();
    Path config =
        Files.writeString(
            stage.folder().resolve("haproxy.cfg"),
            """
            global
              nbthread 1
              no strict-limits
              maxconn 1000
              log stdout format raw sample 1:100 local0
            defaults
              mode http
              log global
              option httplog
              option forwardfor
              http-reuse always
              timeout connect %ds
              timeout client 600s
              timeout server %ds
            frontend shop
              bind 127.0.0.1:%d backlog 4096
              unique-id-format %%[uuid()]
              unique-id-header X-Request-Id
              use_backend struck if { path_beg /struck/ }
              use_backend ill if { path_beg /ill/ }
              default_backend sound
            backend struck
              server one 127.0.0.1:%d
            backend ill
              server one 127.0.0.1:%d
            backend sound
              server one 127.0.0.1:%d
            """
                .formatted(
                    BenchFault.CONNECT,
                    BenchFault.FIRST_BYTE,
                    port,
                    endpoints.get(0),
                    endpoints.get(1),
                    endpoints.get(2)));
    return new Start(
        port, List.of(BenchStage.executable("haproxy"), "-db", "-f", config.toString()));
  }
}
