package dev.crossfade.deploy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's logrotate by the file that is shipped, while a gateway writes. */
@Timeout(180)
class LogrotateIT {
  private static final Path PROGRAM = Path.of("/usr/sbin/logrotate");
  private static final int ROTATIONS = 3;
  private static final int VISITS = 40;

  @TempDir Path folder;

  @Test
  void rotation_underWriting_losesNoLine() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM), "logrotate is not installed (Debian package logrotate)");
    Unpacked dist = Unpacked.into(folder);
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.setPosixFilePermissions(
        logs, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-x---"));
    Path access = logs.resolve("access.log");
    Path rules = rules(dist, access);
    Set<String> asked = new TreeSet<>();
    try (Storefront legacy = Storefront.start();
        Unpacked.Running gateway = dist.start(config(legacy.url(), access));
        HttpClient client = HttpClient.newHttpClient()) {
      for (int rotation = 0; rotation <= ROTATIONS; rotation++) {
        for (int visit = 0; visit < VISITS; visit++) {
          String path = "/p/" + rotation + "-" + visit;
          URI page = URI.create("http://127.0.0.1:" + gateway.port() + path);
          client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
          asked.add(path);
          if (visit == VISITS / 2 && rotation < ROTATIONS) {
            awaitFile(access);
            rotate(rules);
          }
        }
      }
      await().atMost(30, TimeUnit.SECONDS).until(() -> logged(logs).size() >= asked.size());
      assertThat(gateway.terminate()).isZero();
    }

    assertThat(logged(logs)).isEqualTo(asked);
    try (Stream<Path> files = Files.list(logs)) {
      assertThat(files.toList()).hasSizeGreaterThan(1);
    }
  }

  private static void awaitFile(Path access) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> Files.exists(access) && Files.size(access) > 0);
  }

  /** The file that is shipped, for another folder and user, and for more than one a second. */
  private Path rules(Unpacked dist, Path access) throws IOException {
    String shipped = Files.readString(dist.file("logrotate/crossfade"));
    assertThat(shipped).contains("/var/log/crossfade/access.log {").contains("    su crossfade");
    return Files.writeString(
        folder.resolve("logrotate.conf"),
        shipped
            .replace("/var/log/crossfade/access.log {", access + " {")
            .replaceFirst("    su crossfade crossfade\n", "")
            .replaceAll("    date(ext|format).*\n", ""));
  }

  private void rotate(Path rules) throws IOException, InterruptedException {
    Path said = folder.resolve("logrotate.txt");
    int exit =
        new ProcessBuilder(
                List.of(
                    PROGRAM.toString(),
                    "-f",
                    "-s",
                    folder.resolve("logrotate.state").toString(),
                    rules.toString()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(exit).as(Files.readString(said)).isZero();
  }

  /** The paths in all files, those that are compressed included. */
  private static Set<String> logged(Path logs) throws IOException, InterruptedException {
    Set<String> paths = new TreeSet<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        Process cat = new ProcessBuilder("zcat", "-f", file.toString()).start();
        try (var lines = cat.inputReader()) {
          lines
              .lines()
              .forEach(line -> paths.add(line.replaceFirst(".*\"path\":\"([^\"]*)\".*", "$1")));
        }
        cat.waitFor();
      }
    }
    return paths;
  }

  private Path config(String legacy, Path access) throws IOException {
    return Files.writeString(
        folder.resolve("crossfade.yaml"),
        """
        listeners: [ { bind: 127.0.0.1:0 } ]
        admin: { bind: 127.0.0.1:0 }
        backends:
          legacy: { endpoints: ["%1$s"] }
          next: { endpoints: ["%1$s"] }
        units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 0%% } } ]
        telemetry: { accessLog: { file: "%2$s" } }
        """
            .formatted(legacy, access));
  }
}
