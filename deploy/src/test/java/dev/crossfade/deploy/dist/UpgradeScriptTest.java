package dev.crossfade.deploy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code crossfade-upgrade} with a systemctl that says what it is told to, and writes down what it
 * is asked.
 */
class UpgradeScriptTest {
  @TempDir Path folder;

  private record Ran(int exit, String out, List<String> orders) {}

  @BeforeEach
  void tools() throws IOException {
    program("crossfade", "exit 0");
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** What systemctl answers: whether a place is active, and whether a start succeeds. */
  private void systemctl(String active, int start) throws IOException {
    program(
        "systemctl",
        """
        echo "$*" >> '%s'
        case "$*" in
          "-q is-active "%s) exit 0 ;;
          "-q is-active "*) exit 3 ;;
          start*) exit %d ;;
        esac
        """
            .formatted(folder.resolve("orders"), active, start));
  }

  private Ran run() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "src/main/dist/bin/crossfade-upgrade")
            .redirectErrorStream(true);
    builder.environment().put("PATH", folder + ":/usr/bin:/bin");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    Path orders = folder.resolve("orders");
    List<String> given =
        Files.exists(orders)
            ? Files.readAllLines(orders).stream().filter(o -> !o.contains("is-active")).toList()
            : List.of();
    return new Ran(exit, out, given);
  }

  @Test
  void whereARuns_bTakesOver_andAIsStoppedAfterwards() throws Exception {
    systemctl("crossfade@a", 0);

    Ran ran = run();

    assertThat(ran.exit()).as(ran.out()).isZero();
    assertThat(ran.orders())
        .containsExactly(
            "reset-failed crossfade@b",
            "start crossfade@b",
            "-q enable crossfade@b",
            "-q disable crossfade@a",
            "stop --no-block crossfade@a");
  }

  @Test
  void whereBRuns_aTakesOver() throws Exception {
    systemctl("crossfade@b", 0);

    assertThat(run().orders()).contains("start crossfade@a", "stop --no-block crossfade@b");
  }

  @Test
  void whereTheNewOneDoesNotStart_theOldOneIsLeftAlone() throws Exception {
    systemctl("crossfade@a", 1);

    Ran ran = run();

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("crossfade@b did not start");
    assertThat(ran.orders()).containsExactly("reset-failed crossfade@b", "start crossfade@b");
  }

  @Test
  void invalidConfiguration_changesNothing() throws Exception {
    systemctl("crossfade@a", 0);
    program("crossfade", "exit 2");

    Ran ran = run();

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("the configuration is not valid");
    assertThat(ran.orders()).isEmpty();
  }

  /** Two upgrades in a row: the first one's old gateway has not ended yet. */
  @Test
  void placeThatStillDrains_isNotTaken() throws Exception {
    systemctl("*", 0);

    Ran ran = run();

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("crossfade@b is still draining");
    assertThat(ran.orders()).isEmpty();
  }
}
