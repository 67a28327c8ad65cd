package dev.crossfade.deploy.cli;

import static org.awaitility.Awaitility.await;

import dev.crossfade.deploy.gateway.Shop;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that was given fewer file descriptors than there are clients. */
@Timeout(180)
class DescriptorsProcessTest {
  private static final int DESCRIPTORS = 256;
  private static final int CLIENTS = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final List<Socket> crowd = new ArrayList<>();
  private Shop shop;
  private GatewayProcess gateway;

  @BeforeEach
  void start() throws IOException {
    shop = Shop.named("legacy");
    Path config =
        Files.writeString(
            folder.resolve("crossfade.yaml"),
            """
            listeners: [ { bind: 127.0.0.1:0 } ]
            admin: { bind: 127.0.0.1:0 }
            backends:
              legacy: { endpoints: ["%1$s"] }
              next: { endpoints: ["%1$s"] }
            units: [ { name: shop, match: [ { path: /** } ], send: legacy } ]
            telemetry: { accessLog: { file: %2$s } }
            """
                .formatted(shop.url(), log()));
    gateway = GatewayProcess.limited(DESCRIPTORS, config);
  }

  private Path log() {
    return folder.resolve("access.log");
  }

  @AfterEach
  void stop() throws IOException {
    leave();
    gateway.close();
    shop.close();
  }

  private void leave() throws IOException {
    for (Socket client : crowd) {
      client.close();
    }
    crowd.clear();
  }

  @Test
  void clients_moreThanDescriptors_waitAndThoseInsideAreServed() throws Exception {
    int port = gateway.awaitReady();
    try (H1Line inside = new H1Line(Visitors.connect(port))) {
      inside.ask();
      awaitLines(1); // whatever it takes to write them has been opened by then
      for (int i = 0; i < CLIENTS; i++) {
        crowd.add(Visitors.connect(port));
      }
      gateway.await("cannot accept connections");

      inside.ask();
      leave();

      await().atMost(PATIENCE).ignoreExceptions().until(() -> isAnswered(port));
      inside.ask();
    }
    awaitLines(4);
  }

  private void awaitLines(int lines) {
    await().atMost(PATIENCE).until(() -> Files.readAllLines(log()).size() >= lines);
  }

  private static boolean isAnswered(int port) throws IOException {
    try (H1Line client = new H1Line(Visitors.connect(port))) {
      client.ask();
      return true;
    }
  }
}
