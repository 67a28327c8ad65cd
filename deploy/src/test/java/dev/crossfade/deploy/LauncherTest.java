package dev.crossfade.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shell script {@code crossfade}, copied to a folder of its own with pretended JDKs and a
 * pretended Maven, so that what it looks for and builds is seen without building anything.
 */
class LauncherTest {
  @TempDir Path folder;
  private Path root;

  private record Ran(int exit, String out) {}

  @BeforeEach
  void copy() throws IOException {
    root = Files.createDirectories(folder.resolve("checkout"));
    Path script = repository().resolve("crossfade");
    // Only what the test puts there may be found.
    String text = Files.readString(script).replace("/usr/lib/jvm/*", folder.resolve("jvm") + "/*");
    executable(root.resolve("crossfade"), text);
    Files.writeString(root.resolve("pom.xml"), "<project>\n<version>1.0</version>\n</project>\n");
    Files.createDirectories(root.resolve("deploy/src/main"));
    Files.writeString(root.resolve("deploy/pom.xml"), "<project/>\n");
    Path tools = Files.createDirectories(folder.resolve("tools"));
    executable(
        tools.resolve("mvn"),
        """
        #!/bin/sh
        echo "mvn $*" >> '%s'
        mkdir -p deploy/target/app && : > deploy/target/app/a.jar
        test ! -e fail || { echo '[ERROR] it broke'; exit 1; }
        """
            .formatted(folder.resolve("mvn.log")));
  }

  private static Path repository() {
    // Maven runs tests in the module's folder.
    return Path.of("..").toAbsolutePath().normalize();
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** A JDK that says its version and repeats what it is asked to run. */
  private void jdk(String name, String version) throws IOException {
    Path home = folder.resolve("jvm").resolve(name);
    executable(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        test -z "$JAVA_TOOL_OPTIONS" || echo "Picked up JAVA_TOOL_OPTIONS: $JAVA_TOOL_OPTIONS" >&2
        if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit; fi
        echo "%s runs: $*"
        """
            .formatted(version, name));
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
  }

  private Ran run(Map<String, String> environment, String... args) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(root.resolve("crossfade").toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", folder.resolve("tools") + ":" + system());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out);
  }

  /** The system's tools without its Java. */
  private String system() throws IOException {
    Path tools = folder.resolve("system");
    if (!Files.exists(tools)) {
      Files.createDirectories(tools);
      for (String tool :
          List.of(
              "bash",
              "sh",
              "dirname",
              "readlink",
              "sed",
              "find",
              "mkdir",
              "mktemp",
              "mv",
              "rm",
              "grep",
              "head",
              "flock",
              "touch",
              "env",
              "id",
              "test",
              "printf",
              "cat")) {
        for (String place : List.of("/usr/bin/", "/bin/")) {
          Path program = Path.of(place + tool);
          if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
            Files.createSymbolicLink(tools.resolve(tool), program.toRealPath());
          }
        }
      }
    }
    return tools.toString();
  }

  private long builds() throws IOException {
    Path log = folder.resolve("mvn.log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  @Test
  void noJdk_saysWhatIsNeededAndWhereItLooked() throws Exception {
    Ran ran = run(Map.of(), "check");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out())
        .contains("a JDK 25 or newer is needed and none was found")
        .contains("looked in JAVA_HOME, PATH");
  }

  @Test
  void onlyAnOldJdk_saysWhichWasFound() throws Exception {
    jdk("old", "17.0.15");

    Ran ran = run(Map.of(), "check");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).contains("the newest found is 17");
  }

  @Test
  void oldJavaHomeAndNewJdkElsewhere_takesTheNewOne() throws Exception {
    jdk("old", "17.0.15");
    jdk("temurin", "25.0.3");

    Ran ran = run(Map.of("JAVA_HOME", folder.resolve("jvm/old").toString()), "check", "-c", "a b");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("temurin runs:").contains("Main check -c a b");
  }

  @Test
  void javaHomeOfANewerJdk_winsOverOthers() throws Exception {
    jdk("a", "25");
    jdk("b", "26-ea");

    Ran ran = run(Map.of("JAVA_HOME", folder.resolve("jvm/b").toString()), "--version");

    assertThat(ran.out()).contains("b runs:");
  }

  /** Java says on the first line that it has seen them. */
  @Test
  void javaToolOptions_doNotHideANewJdk() throws Exception {
    jdk("old", "17.0.15");
    jdk("temurin", "25.0.3");

    Ran ran = run(Map.of("JAVA_TOOL_OPTIONS", "-Dversion=\"17\""), "check");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("temurin runs:");
  }

  @Test
  void javaToolOptions_doNotMakeAnOldJdkNew() throws Exception {
    jdk("old", "17.0.15");

    Ran ran = run(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g"), "check");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).contains("the newest found is 17");
  }

  @Test
  void unchangedSources_areBuiltOnce() throws Exception {
    jdk("temurin", "25.0.3");

    run(Map.of(), "check");
    run(Map.of(), "check");

    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void changedSource_isBuiltAgain() throws Exception {
    jdk("temurin", "25.0.3");
    run(Map.of(), "check");
    Path source = Files.writeString(root.resolve("deploy/src/main/A.java"), "class A {}");
    Files.setLastModifiedTime(
        source, java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(5)));

    run(Map.of(), "check");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void failedBuild_showsItsErrorsAndExits2() throws Exception {
    jdk("temurin", "25.0.3");
    Files.createFile(root.resolve("fail"));

    Ran ran = run(Map.of(), "check");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out())
        .contains("[ERROR] it broke")
        .contains("the build failed; all of it is in");
  }

  @Test
  void test_asRoot_installsWhatIsMissingAndVerifies() throws Exception {
    jdk("temurin", "25.0.3");
    tool("id", "echo 0");
    tool("etcd", ":");
    tool("apt-get", "echo \"$*\" >> '" + folder.resolve("apt.log") + "'");

    Ran ran = run(Map.of(), "test", "-Dtest=None");

    assertThat(ran.exit()).isZero();
    assertThat(Files.readString(folder.resolve("apt.log")))
        .contains("install")
        .contains("chromium")
        .doesNotContain("etcd");
    assertThat(Files.readString(folder.resolve("mvn.log"))).contains("verify -Dtest=None");
  }

  @Test
  void test_whereNothingMayBeInstalled_namesWhatIsMissingAndVerifies() throws Exception {
    jdk("temurin", "25.0.3");
    tool("id", "echo 1000");

    Ran ran = run(Map.of(), "test");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("not here and not installed: chromium etcd-server");
    assertThat(Files.readString(folder.resolve("mvn.log"))).contains("verify");
  }

  private void tool(String name, String script) throws IOException {
    executable(folder.resolve("tools").resolve(name), "#!/bin/sh\n" + script + "\n");
  }
}
