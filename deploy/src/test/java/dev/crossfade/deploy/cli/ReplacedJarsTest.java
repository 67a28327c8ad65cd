package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody installed over a gateway that runs: what it has not read of its jars yet is gone. */
@Timeout(180)
class ReplacedJarsTest {
  @TempDir Path folder;
  private final List<Path> classPath = new ArrayList<>();
  private GatewayProcess gateway;

  @BeforeEach
  void start() throws Exception {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path own = lib.resolve(String.valueOf(classPath.size()));
      copy(Path.of(part), own);
      classPath.add(own);
    }
    Path config =
        Files.writeString(
            folder.resolve("crossfade.yaml"),
            """
            listeners: [ { bind: 127.0.0.1:0 } ]
            admin: { bind: 127.0.0.1:0 }
            backends: { legacy: { endpoints: ["http://127.0.0.1:9"] }, next: { endpoints: ["http://127.0.0.1:9"] } }
            units: [ { name: shop, match: [ { path: /** } ], send: legacy } ]
            limits: { timeouts: { drainDelay: 0s, drain: 2s } }
            """);
    gateway =
        GatewayProcess.by(
            String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()),
            config);
    gateway.awaitReady();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** In place, as {@code cp} does; {@code mv} would leave the old ones to who has opened them. */
  private void overwriteJars() throws IOException {
    for (Path part : classPath) {
      if (Files.exists(part)) {
        try (Stream<Path> files = Files.walk(part)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Files.writeString(file, "rubbish");
          }
        }
      }
    }
  }

  @Test
  void term_endsTheProcess() throws Exception {
    overwriteJars();

    gateway.signal("TERM");

    assertThat(gateway.awaitExit()).isIn(Exit.OK, Exit.FAULT);
  }
}
