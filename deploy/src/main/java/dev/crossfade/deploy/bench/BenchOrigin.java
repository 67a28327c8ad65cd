package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The storefront behind gateways that are measured: nginx, on the client's core. */
final class BenchOrigin {
  /** What nginx takes as one word of its configuration is not longer than 4 KB. */
  private static final int MOST_IN_MEMORY = 2048;

  private BenchOrigin() {}

  /**
   * Starts it with one answer of so many bytes, and waits for that.
   *
   * @return the two ports that it listens at
   */
  static List<Integer> start(BenchStage stage, int bytes) throws IOException, InterruptedException {
    List<Integer> endpoints = List.of(stage.freePort(), stage.freePort());
    List<String> command;
    if (bytes <= MOST_IN_MEMORY) {
      command = BenchNginx.origin(stage.folder(), "origin", endpoints, bytes);
    } else {
      Path www = Files.createDirectory(stage.folder().resolve("www"));
      Files.write(www.resolve("file"), new byte[bytes]);
      command = BenchNginx.origin(stage.folder(), "origin", endpoints);
    }
    Process origin = stage.start("origin", BenchClient.CORE, command);
    stage.awaitAnswer("origin", origin, BenchNginx.file(endpoints.getFirst()), bytes);
    return endpoints;
  }
}
