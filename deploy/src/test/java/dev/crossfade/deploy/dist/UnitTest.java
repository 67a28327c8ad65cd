package dev.crossfade.deploy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The systemd unit as systemd's own analysis sees it. */
class UnitTest {
  private static final Path UNIT = Path.of("src/main/dist/systemd/crossfade@.service");

  /**
   * Of 10; what is left is the network, which a gateway is for, and memory that Java compiles into.
   */
  private static final double MOST_EXPOSED = 2.0;

  @TempDir Path folder;
  private Path unit;

  @BeforeEach
  void write() throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
        "systemd-analyze is not installed (Debian package systemd)");
    // Whether the program is there is DebIT's to see.
    String text = Files.readString(UNIT).replace("/usr/lib/crossfade/bin/crossfade", "/bin/true");
    unit = Files.writeString(folder.resolve("crossfade@a.service"), text);
  }

  private String analyze(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/systemd-analyze"));
    command.addAll(List.of(args));
    command.add(unit.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void verify_findsNothing() throws Exception {
    assertThat(analyze("verify", "--man=no")).doesNotContain("crossfade@a.service:");
  }

  @Test
  void security_isExposedNoMoreThanAGatewayMustBe() throws Exception {
    String said = analyze("security", "--offline=true", "--no-pager");
    String last = said.strip().lines().toList().getLast();

    assertThat(last).contains("Overall exposure level");
    assertThat(Double.parseDouble(last.replaceFirst(".*: ([0-9.]+) .*", "$1")))
        .isLessThanOrEqualTo(MOST_EXPOSED);
  }

  /** Whoever takes over has to be the user of the one that runs. */
  @Test
  void bothPlaces_areOfOneUser_withOneState() throws Exception {
    assertThat(Files.readString(UNIT))
        .contains("User=crossfade\n", "StateDirectory=crossfade\n", "--takeover\n")
        .doesNotContain("DynamicUser=");
  }
}
