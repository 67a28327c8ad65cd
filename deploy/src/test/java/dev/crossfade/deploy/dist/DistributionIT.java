package dev.crossfade.deploy.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tar.gz on a machine without a Java: unpack, run. */
@Timeout(180)
class DistributionIT {
  /** What jars refer to and a gateway never comes to. */
  private static final Set<String> UNREACHED =
      Set.of(
          "java.compiler", // annotations of the build, and templates compiled at run time
          "java.desktop"); // beans: Jackson asks whether they are there

  @TempDir static Path folder;
  private static Unpacked dist;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Unpacked.into(folder);
  }

  private static Path config(String legacy, String percent) throws IOException {
    Path own = Files.createTempDirectory(folder, "shop");
    return Files.writeString(
        own.resolve("crossfade.yaml"),
        """
        listeners: [ { bind: 127.0.0.1:0 } ]
        admin: { bind: 127.0.0.1:0 }
        backends:
          legacy: { endpoints: ["%s"] }
          next: { endpoints: ["%s"] }
        units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: %s } } ]
        seo: { sampling: { rate: 100%% } }
        """
            .formatted(legacy, legacy, percent));
  }

  @Test
  void version_withoutAJava_isThatOfTheArchive() throws Exception {
    Unpacked.Ran ran = dist.run("--version");

    assertThat(ran.err()).isEmpty(); // also: the cache of classes holds where it was unpacked
    assertThat(ran.out()).startsWith("crossfade " + System.getProperty("crossfade.version"));
    assertThat(ran.exit()).isZero();
  }

  @Test
  void check_ofAMistake_namesItAndExits2() throws Exception {
    Unpacked.Ran ran = dist.run("check", "-c", config("http://127.0.0.1:1", "120%").toString());

    assertThat(ran.out()).contains("units[0].exposure.percent: 120%");
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  void exampleConfiguration_isValid() throws Exception {
    Unpacked.Ran ran = dist.run("check", "-c", dist.file("conf/crossfade.example.yaml").toString());

    assertThat(ran.out()).contains("is valid");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void run_servesAPage_andEndsBySigterm() throws Exception {
    try (Storefront legacy = Storefront.start();
        Unpacked.Running gateway = dist.start(config(legacy.url(), "25%"));
        HttpClient client = HttpClient.newHttpClient()) {
      URI page = URI.create("http://127.0.0.1:" + gateway.port() + "/p/1");

      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(page).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(Storefront.PAGE);
      assertThat(Files.readString(Path.of("/proc/" + gateway.process().pid() + "/cmdline")))
          .startsWith(dist.file("runtime/bin/java").toString());
      assertThat(gateway.terminate()).isZero();
      assertThat(Files.readString(gateway.log())).contains("stopped").doesNotContain("ERROR");
    }
  }

  @Test
  void link_toTheLauncher_findsItsHome() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("crossfade"), dist.file("bin/crossfade"));
    Process process = new ProcessBuilder(link.toString(), "--version").start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("crossfade ");
  }

  @Test
  void copyWithOtherTimes_runsAndWarnsOnStandardErrorOnly() throws Exception {
    Path copy = folder.resolve("copy");
    int copied =
        new ProcessBuilder("cp", "-r", dist.home().toString(), copy.toString()).start().waitFor();
    Unpacked.Ran ran = new Unpacked(copy).run("--version");

    assertThat(copied).isZero();
    assertThat(ran.out()).startsWith("crossfade ");
    assertThat(ran.err()).contains("timestamp has changed");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void runtime_hasEveryModuleThatTheJarsUse() throws Exception {
    List<String> jars;
    try (Stream<Path> files = Files.list(dist.file("lib"))) {
      jars = files.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList();
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> args =
        Stream.concat(
                Stream.of(
                    "--multi-release",
                    "25",
                    "--ignore-missing-deps",
                    "--print-module-deps",
                    "--class-path",
                    String.join(":", jars)),
                jars.stream())
            .toList();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
    String last = out.toString().strip().replaceAll("(?s).*\\n", "");
    Set<String> used = new TreeSet<>(List.of(last.split(",")));
    used.removeAll(UNREACHED);

    assertThat(exit).as(err.toString()).isZero();
    assertThat(modules()).containsAll(used);
  }

  private static Set<String> modules() throws IOException {
    String release = Files.readString(dist.file("runtime/release"));
    String list = release.replaceAll("(?s).*MODULES=\"([^\"]*)\".*", "$1");
    return Set.of(list.split(" "));
  }

  @Test
  void everything_isReadableByAllAndWritableByItsOwnerOnly() throws Exception {
    try (Stream<Path> tree = Files.walk(dist.home())) {
      assertThat(tree.filter(file -> !Files.isSymbolicLink(file)).toList())
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .matches("rw[x-]r-[x-]r-[x-]"));
    }
  }

  @Test
  void completions_ofBothShells_knowTheCommands() throws Exception {
    assertThat(Files.readString(dist.file("completions/crossfade.bash"))).contains("rollout");
    assertThat(Files.readString(dist.file("completions/_crossfade"))).contains("compinit");
  }

  @Test
  void thirdPartyList_namesALicenceOfEveryJar() throws Exception {
    String list = Files.readString(dist.file("THIRD-PARTY.txt"));

    assertThat(list).contains("io.netty:netty-buffer").doesNotContain("Unknown license");
  }
}
