package dev.crossfade.deploy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.deploy.demo.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole audits of the demo shop as they are typed: what they print, and their exit codes. */
class AuditCommandTest {
  private static DemoStorefronts shop;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    shop = DemoStorefronts.start();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void mend() {
    shop.fault(Fault.NONE);
  }

  private record Ran(int exit, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }

    List<String> rules() {
      List<String> rules = new ArrayList<>();
      json().path("findings").forEach(finding -> rules.add(finding.path("rule").asString()));
      return rules.stream().distinct().sorted().toList();
    }
  }

  private List<String> words(Object... words) {
    return Stream.concat(
            Stream.of("audit"),
            Stream.concat(
                Stream.of(words).map(Object::toString),
                Stream.of("--spool", folder.resolve("spool").toString())))
        .toList();
  }

  private Ran run(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Cli.run(
            words(words).toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            AuditCommand.class);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path map(int most) throws IOException {
    return file(
        "map.csv",
        shop.catalog().redirects().entrySet().stream()
            .limit(most)
            .map(entry -> entry.getKey() + "," + entry.getValue() + ",301\n")
            .collect(Collectors.joining()));
  }

  private Path products(int most) throws IOException {
    return file(
        "urls.txt",
        shop.catalog().products().stream()
            .limit(most)
            .map(product -> product.path() + "\n")
            .collect(Collectors.joining()));
  }

  @Test
  void redirects_ofAShopThatFollowsItsMap_areFine() throws Exception {
    Ran ran = run("redirects", "--map", map(60), "--origin", shop.legacy(), "--rate", "unlimited");

    assertThat(ran.out()).contains("Redirect audit").contains("60");
    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    assertThat(folder.resolve("spool")).isEmptyDirectory();
  }

  @Test
  void redirects_ofAShopThatForgotThem_areAllMissing() throws Exception {
    Ran ran =
        run(
            "redirects",
            "--map",
            map(40),
            "--origin",
            shop.next(),
            "--rate",
            "unlimited",
            "--json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.json().path("audit").asString()).isEqualTo("redirects");
    assertThat(ran.json().path("checked").asInt()).isEqualTo(40);
    assertThat(ran.json().path("summary").path("critical").asInt()).isEqualTo(40);
    assertThat(ran.rules()).containsExactly("RED-MISSING");
  }

  @Test
  void redirects_areWrittenAsEverythingThatWasAskedFor() throws Exception {
    Ran ran =
        run(
            "redirects",
            "--map",
            map(5),
            "--origin",
            shop.next(),
            "--rate",
            "unlimited",
            "--report",
            folder.resolve("r.html"),
            "--csv",
            folder.resolve("r.csv"),
            "--junit",
            folder.resolve("r.xml"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(folder.resolve("r.html")).content().contains("RED-MISSING");
    assertThat(folder.resolve("r.csv")).content().contains("RED-MISSING");
    assertThat(folder.resolve("r.xml")).content().contains("<testsuite");
    assertThat(ran.out()).contains("RED-MISSING").contains("written: " + folder.resolve("r.html"));
  }

  @Test
  void redirects_withALimit_checkTheFirstAndSaySo() throws Exception {
    Ran ran =
        run(
            "redirects",
            "--map",
            map(40),
            "--origin",
            shop.legacy(),
            "--rate",
            "unlimited",
            "--max-urls",
            "7");

    assertThat(ran.exit()).as(ran.out()).isZero();
    assertThat(ran.out()).contains("Only the first 7 of 40 were checked.");
  }

  @Test
  void redirects_ofALostAddress_nameIt() throws Exception {
    Path urls = file("urls.csv", "Top pages,Clicks\n/never-was,12\n/,99\n");

    Ran ran =
        run(
            "redirects",
            "--urls",
            urls,
            "--origin",
            shop.legacy(),
            "--rate",
            "unlimited",
            "--json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.json().path("findings").get(0).path("url").asString()).endsWith("/never-was");
  }

  @Test
  void parity_ofTheDemoShop_findsWhatIsSabotaged() throws Exception {
    Path urls = products(20);
    Ran before = parity(urls);
    shop.fault(Fault.NOINDEX);
    Ran after = parity(urls);

    assertThat(before.rules()).doesNotContain("SEO-NOINDEX");
    assertThat(after.rules()).contains("SEO-NOINDEX");
    assertThat(after.exit()).isEqualTo(1);
    assertThat(after.json().path("checked").asInt()).isEqualTo(20);
  }

  private Ran parity(Path urls) {
    return run(
        "parity",
        "--legacy",
        shop.legacy(),
        "--next",
        shop.next(),
        "--urls",
        urls,
        "--rate",
        "unlimited",
        "--json");
  }

  @Test
  void parity_ofASitemap_comparesWhatItLists() {
    Ran ran =
        run(
            "parity",
            "--legacy",
            shop.legacy(),
            "--next",
            shop.next(),
            "--sitemap",
            shop.legacy().resolve("/sitemap.xml"),
            "--rate",
            "unlimited",
            "--max-urls",
            "15",
            "--json");

    assertThat(ran.exit()).as(ran.err()).isIn(0, 1);
    assertThat(ran.json().path("checked").asInt()).isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({
    "--origin http://127.0.0.1:1 --map gone.csv, 2, gone.csv: does not exist",
    "--origin http://127.0.0.1:1 --map empty.csv, 2, empty.csv: nothing to ask for",
    "--origin http://127.0.0.1:1 --map patterns, 2, but 1 prefixes and patterns",
    "--origin http://127.0.0.1:1, 2, neither --map nor --urls",
    "--origin shop.example --map good.csv, 2, --origin shop.example (expected: a URL",
    "--origin http://127.0.0.1:1 --map good.csv, 3, http://127.0.0.1:1/: connection refused",
    "--origin http://nowhere.invalid --map good.csv, 3, no address for host nowhere.invalid",
    "--origin http://127.0.0.1:1 --map good.csv --rate fast, 2, fast (expected: a rate such as 10/s",
    "--origin http://127.0.0.1:1 --map good.csv --timeout 1y, 2, 1y (expected: a time such as 10s",
    "--origin http://127.0.0.1:1 --map good.csv --concurrency 0, 2, --concurrency 0 (expected: 1..1000)",
    "--origin http://127.0.0.1:1 --map good.csv --max-urls 0, 2, --max-urls 0 (expected: 1 or more)",
    "--origin http://127.0.0.1:1 --map good.csv --resolve x, 2, x (expected: HOST=ADDRESS",
    "--origin http://127.0.0.1:1 --map good.csv --report no/such/r.html, 2, there is no folder",
    "--origin http://127.0.0.1:1 --map good.csv -c gone.yaml, 2, gone.yaml",
  })
  void badInput_isToldWithWhatWasExpected(String words, int exit, String message) throws Exception {
    file("empty.csv", "source,target\n");
    file("patterns", "/a/* /b/:splat 301\n");
    file("good.csv", "/a,/b,301\n");
    List<String> all = new ArrayList<>(List.of("redirects"));
    for (String word : words.split(" ", -1)) {
      Path here = folder.resolve(word);
      all.add(Files.exists(here) || word.equals("gone.csv") ? here.toString() : word);
    }
    Ran ran = run(all.toArray());

    assertThat(ran.err()).contains(message);
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
  }

  /** A process that is asked to end, or killed, in the middle of an audit. */
  private Process begin(Path map) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.crossfade.deploy.Main"));
    command.addAll(words("redirects", "--map", map, "--origin", shop.next(), "--rate", "20/s"));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private void awaitSome() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              try (Stream<Path> all = Files.walk(folder.resolve("spool"))) {
                return all.filter(file -> file.endsWith("checked.jsonl"))
                    .anyMatch(file -> file.toFile().length() > 2_000);
              } catch (java.nio.file.NoSuchFileException e) {
                return false;
              }
            });
  }

  private void assertResumes(Path map) {
    Ran ran =
        run(
            "redirects",
            "--map",
            map,
            "--origin",
            shop.next(),
            "--rate",
            "unlimited",
            "--json",
            "--resume");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.json().path("checked").asInt()).isEqualTo(200);
    assertThat(ran.json().path("findings")).hasSize(200);
    assertThat(folder.resolve("spool")).isEmptyDirectory();
  }

  @Test
  void terminated_tellsWhatWasDone_andResumes() throws Exception {
    Path map = map(200);
    Process process = begin(map);
    awaitSome();

    process.destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(folder.resolve("out"))
        .content()
        .contains("The audit was interrupted;")
        .contains("RED-MISSING");
    assertThat(folder.resolve("err")).content().contains("--resume goes on from here");
    assertResumes(map);
  }

  @Test
  void killed_resumes() throws Exception {
    Path map = map(200);
    Process process = begin(map);
    awaitSome();

    process.destroyForcibly().waitFor();

    assertResumes(map);
  }

  @Test
  void resume_ofAMapThatHasChanged_beginsAnewAndSaysSo() throws Exception {
    Path map = map(200);
    Process process = begin(map);
    awaitSome();
    process.destroyForcibly().waitFor();
    map(3);

    Ran ran =
        run("redirects", "--map", map, "--origin", shop.next(), "--rate", "unlimited", "--resume");

    assertThat(ran.err()).contains("the input has changed since the audit was interrupted");
    assertThat(ran.out()).contains("3");
  }
}
