package dev.crossfade.deploy.dist;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package as dpkg sees it. */
@Timeout(180)
class DebIT {
  @TempDir static Path folder;

  private static String deb() {
    return requireNonNull(System.getProperty("crossfade.deb"), "crossfade.deb");
  }

  @BeforeAll
  static void onDebian() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "dpkg-deb is not there");
  }

  private static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + ": " + said).isZero();
    return said;
  }

  @Test
  void control_namesWhatItIsAndWhatItNeeds() throws Exception {
    assertThat(said("dpkg-deb", "-f", deb()))
        .contains("Package: crossfade\n")
        .contains("Architecture: amd64\n")
        .containsPattern("Version: \\d+\\.\\d+\\.\\d+")
        .containsPattern("Depends: .*adduser");
  }

  @Test
  void files_lieWhereDebianLooks() throws Exception {
    String files = said("dpkg-deb", "-c", deb());

    assertThat(files)
        .containsPattern("-rwxr-xr-x .* \\./usr/lib/crossfade/bin/crossfade\n")
        .containsPattern("-rwxr-xr-x .* \\./usr/lib/crossfade/runtime/lib/jspawnhelper\n")
        .containsPattern("-rw-r----- .* \\./etc/crossfade/crossfade.yaml\n")
        .contains(" ./lib/systemd/system/crossfade@.service\n")
        .contains(" ./etc/logrotate.d/crossfade\n")
        .contains(" ./usr/share/doc/crossfade/copyright\n")
        .contains(" ./usr/bin/crossfade -> ../lib/crossfade/bin/crossfade\n");
    assertThat(files.lines().filter(line -> line.contains("/tmp") || line.contains("target")))
        .isEmpty();
  }

  /** What operators changed survives an upgrade. */
  @Test
  void configuration_isAConffile() throws Exception {
    said("dpkg-deb", "-e", deb(), folder.resolve("control").toString());

    assertThat(Files.readAllLines(folder.resolve("control/conffiles")))
        .containsExactlyInAnyOrder("/etc/crossfade/crossfade.yaml", "/etc/logrotate.d/crossfade");
  }

  @Test
  void maintainerScripts_areShellThatParses() throws Exception {
    Path control = folder.resolve("scripts");
    said("dpkg-deb", "-e", deb(), control.toString());

    for (String script : List.of("postinst", "prerm", "postrm")) {
      said("sh", "-n", control.resolve(script).toString());
      assertThat(control.resolve(script)).isExecutable();
    }
  }

  @Test
  void unpacked_runsFromItsLink() throws Exception {
    Path root = folder.resolve("root");
    said("dpkg-deb", "-x", deb(), root.toString());

    assertThat(said(root.resolve("usr/bin/crossfade").toString(), "--version"))
        .startsWith("crossfade " + System.getProperty("crossfade.version"))
        .doesNotContain("warning"); // the cache of classes holds there too
    assertThat(
            said(
                root.resolve("usr/bin/crossfade").toString(),
                "check",
                "-c",
                root.resolve("etc/crossfade/crossfade.yaml").toString()))
        .contains("is valid");
  }

  @Test
  void unit_startsWhatThePackageHas() throws Exception {
    Path root = folder.resolve("for-unit");
    said("dpkg-deb", "-x", deb(), root.toString());
    String unit = Files.readString(root.resolve("lib/systemd/system/crossfade@.service"));

    String line = unit.lines().filter(l -> l.startsWith("ExecStart=")).findFirst().orElseThrow();
    assertThat(root.resolve(line.replaceFirst("ExecStart=/(\\S+) .*", "$1"))).isExecutable();
    assertThat(root.resolve(line.replaceFirst(".* -c /(\\S+) .*", "$1"))).isRegularFile();
    try (Stream<Path> docs = Files.list(root.resolve("usr/share/doc/crossfade/docs"))) {
      assertThat(docs.map(file -> file.getFileName().toString())).contains("install.md");
    }
  }
}
