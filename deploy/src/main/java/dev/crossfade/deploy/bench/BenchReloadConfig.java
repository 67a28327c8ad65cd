package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.demo.DemoStorefronts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file of a gateway that is reloaded, in as many versions as are wanted. */
record BenchReloadConfig(
    Path folder, int port, int adminPort, DemoStorefronts storefronts, int echo) {
  static final int IDLE_SECONDS = 5;

  Path file() {
    return folder.resolve("crossfade.yaml");
  }

  /**
   * Puts a version in the place of the one before, at once: whoever reads finds one of them whole.
   */
  void write(int number) throws IOException {
    Path fresh = Files.writeString(folder.resolve("crossfade.yaml.new"), text(number));
    Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Each differs from the one before in a way that a careless reload would stumble over. */
  private String text(int number) {
    String second = number % 10 == 5 ? "  - bind: 127.0.0.2:0\n" : "";
    return """
    listeners:
      - bind: 127.0.0.1:%d
    %sadmin: { bind: "127.0.0.1:%d" }
    backends:
      legacy: { endpoints: ["%s"], pool: { maxIdle: %d, idle: %ds } }
      next: { endpoints: ["%s"], pool: { idle: %ds } }
      echo: { endpoints: ["http://127.0.0.1:%d"] }
    units:
      - { name: echo, match: [ { path: /echo } ], send: echo }
      - { name: shop, match: [ { path: /** } ], exposure: { percent: %d%% } }
    state: { dir: "%s" }
    telemetry: { accessLog: { file: "%s", sample: 1%% } }
    """
        .formatted(
            port,
            second,
            adminPort,
            storefronts.legacy(),
            100 + number % 3,
            IDLE_SECONDS,
            storefronts.next(),
            IDLE_SECONDS,
            echo,
            number % 101,
            folder.resolve("state"),
            folder.resolve("access.log"));
  }
}
