package dev.crossfade.deploy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the Debian package does to a system besides unpacking: its scripts, with a folder in the
 * place of the system, and programs that write down what they are asked.
 */
class MaintainerScriptsTest {
  private static final List<String> OURS =
      List.of("/etc/crossfade", "/var/lib/crossfade", "/var/log/crossfade", "/run/systemd/system");

  @TempDir Path folder;
  private Path system;
  private Path orders;

  @BeforeEach
  void system() throws IOException {
    system = Files.createDirectory(folder.resolve("system"));
    orders = folder.resolve("orders");
    Files.createDirectories(system.resolve("run/systemd/system"));
    Files.createDirectories(system.resolve("etc/crossfade"));
    Files.writeString(system.resolve("etc/crossfade/crossfade.yaml"), "listeners: []\n");
    Files.createDirectories(system.resolve("var/lib/crossfade"));
    Files.createDirectories(system.resolve("var/log/crossfade"));
    program("getent", "exit 2");
    program("systemctl", "case \"$*\" in *is-active*) exit 3 ;; esac");
    for (String name : List.of("adduser", "chown", "crossfade-upgrade")) {
      program(name, "exit 0");
    }
  }

  /** A program that writes down what it is asked and then does this. */
  private void program(String name, String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path file =
        Files.writeString(
            bin.resolve(name),
            "#!/bin/sh\necho \"%s $*\" >> '%s'\n%s\n".formatted(name, orders, script));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Runs a script as dpkg does; it has to succeed. What was asked of which program. */
  private List<String> run(String script, String... args) throws IOException, InterruptedException {
    String text = Files.readString(Path.of("src/main/deb", script));
    for (String path : OURS) {
      text = text.replace(path, system + path);
    }
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", Files.writeString(folder.resolve(script), text) + ""));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    Files.writeString(orders, "");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return Files.readAllLines(orders).stream().map(o -> o.replace(system.toString(), "")).toList();
  }

  @Test
  void installed_makesTheUser_andStartsNothing() throws Exception {
    assertThat(run("postinst", "configure", ""))
        .containsExactly(
            "getent passwd crossfade",
            "adduser --system --group --home /var/lib/crossfade --no-create-home --gecos Crossfade"
                + " gateway crossfade",
            "chown root:crossfade /etc/crossfade",
            "chown root:crossfade /etc/crossfade/crossfade.yaml",
            "systemctl daemon-reload");
  }

  @Test
  void installed_configurationIsForRootAndTheGatewayOnly() throws Exception {
    run("postinst", "configure", "");

    assertThat(permissions("etc/crossfade")).isEqualTo("rwxr-x---");
    assertThat(permissions("etc/crossfade/crossfade.yaml")).isEqualTo("rw-r-----");
  }

  private String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(system.resolve(file)));
  }

  @Test
  void installedAgain_userIsThere_isLeftAlone() throws Exception {
    program("getent", "exit 0");

    assertThat(run("postinst", "configure", "1.0.0"))
        .contains("systemctl daemon-reload")
        .noneMatch(order -> order.startsWith("adduser"))
        .noneMatch(order -> order.startsWith("crossfade-upgrade"));
  }

  /** Of files that an operator deleted dpkg makes no new ones. */
  @Test
  void upgraded_configurationWasDeleted_isInstalledAllTheSame() throws Exception {
    Files.delete(system.resolve("etc/crossfade/crossfade.yaml"));
    assertThat(run("postinst", "configure", "1.0.0")).contains("systemctl daemon-reload");

    Files.delete(system.resolve("etc/crossfade"));
    assertThat(run("postinst", "configure", "1.0.0")).contains("systemctl daemon-reload");
  }

  @Test
  void upgraded_whileAGatewayRuns_goesToTheNewVersion() throws Exception {
    program("systemctl", "case \"$*\" in \"-q is-active crossfade@a\") exit 3 ;; esac");

    assertThat(run("postinst", "configure", "1.0.0")).endsWith("crossfade-upgrade ");
  }

  @Test
  void upgraded_newVersionDoesNotStart_isInstalledAllTheSame() throws Exception {
    program("systemctl", "exit 0");
    program("crossfade-upgrade", "exit 1");

    assertThat(run("postinst", "configure", "1.0.0")).endsWith("crossfade-upgrade ");
  }

  @Test
  void upgraded_systemdDoesNotAnswer_isInstalledAllTheSame() throws Exception {
    program("systemctl", "exit 1");

    assertThat(run("postinst", "configure", "1.0.0")).contains("systemctl daemon-reload");
  }

  /** In a container, or in an image that is being made. */
  @Test
  void anyScript_withoutSystemd_asksNothingOfIt() throws Exception {
    Files.delete(system.resolve("run/systemd/system"));

    for (List<String> step :
        List.of(
            List.of("postinst", "configure", ""),
            List.of("postinst", "configure", "1.0.0"),
            List.of("prerm", "upgrade", "2.0.0"),
            List.of("prerm", "remove"),
            List.of("postrm", "remove"),
            List.of("postrm", "purge"))) {
      String[] args = step.subList(1, step.size()).toArray(String[]::new);
      assertThat(run(step.getFirst(), args))
          .as("%s", step)
          .noneMatch(order -> order.startsWith("systemctl"))
          .noneMatch(order -> order.startsWith("crossfade-upgrade"));
    }
  }

  @Test
  void removed_endsBothPlaces_butNotForAnUpgrade() throws Exception {
    assertThat(run("prerm", "upgrade", "2.0.0")).isEmpty();

    assertThat(run("prerm", "remove"))
        .containsExactly("systemctl -q disable --now crossfade@a crossfade@b");
  }

  @Test
  void removed_keepsStateAndLogs() throws Exception {
    assertThat(run("postrm", "remove")).containsExactly("systemctl daemon-reload");

    assertThat(system.resolve("var/lib/crossfade")).exists();
    assertThat(system.resolve("var/log/crossfade")).exists();
  }

  @Test
  void purged_takesStateAndLogs_alsoTwice() throws Exception {
    run("postrm", "purge");
    run("postrm", "purge");

    assertThat(system.resolve("var/lib/crossfade")).doesNotExist();
    assertThat(system.resolve("var/log/crossfade")).doesNotExist();
  }
}
