package dev.crossfade.deploy.redirects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.cli.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands on redirect maps as they are typed: what they print, and their exit codes. */
class RedirectsCommandTest {
  private static final Path EXAMPLES = Path.of("..", "docs", "examples");

  @TempDir Path folder;

  private record Ran(int exit, String out, String err) {}

  private static Ran run(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args =
        Stream.concat(Stream.of("redirects"), Stream.of(words).map(Object::toString))
            .toArray(String[]::new);
    int exit =
        Cli.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            RedirectsCommand.class);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void lint_ofAGoodMap_saysSoAndExits0() throws Exception {
    Ran ran = run("lint", file("map.csv", "/a,/x,301\n/b,/y,301\n"));

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo("2 redirects, no problems\n");
  }

  @Test
  void lint_ofABadMap_tellsTheWorstFirstAndExits1() throws Exception {
    Path map = file("map.csv", "/t,/x,302\n/a,/b,301\n/b,/a,301\nrubbish\n/t,/y,301\n");

    Ran ran = run("lint", map);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out().lines().map(line -> line.replaceAll("^(\\S+ \\S+) .*", "$1")))
        .containsExactly(
            "critical RED-INVALID",
            "critical RED-LOOP",
            "critical RED-LOOP",
            "major RED-CONFLICT",
            "major RED-TEMPORARY",
            "4 redirects,");
    assertThat(ran.out()).contains(map + ":4: rubbish alone (expected: source, target, status)");
  }

  @Test
  void lint_withJson_isOneDocument() throws Exception {
    Path map = file("map.csv", "/a,/b,301\n/b,/c,301\n");

    Ran ran = run("lint", "--json", map);

    JsonNode answer = JsonMapper.shared().readTree(ran.out());
    assertThat(answer.path("entries").asInt()).isEqualTo(2);
    JsonNode problem = answer.path("problems").get(0);
    assertThat(problem.propertyNames())
        .containsExactly("rule", "severity", "file", "line", "source", "target", "message");
    assertThat(problem.path("rule").asString()).isEqualTo("RED-CHAIN");
    assertThat(problem.path("severity").asString()).isEqualTo("major");
    assertThat(problem.path("line").asInt()).isEqualTo(1);
    assertThat(problem.path("source").asString()).isEqualTo("/a");
  }

  @Test
  void lint_withTheOrigin_findsChainsThroughItsUrls() throws Exception {
    Path map =
        file("map.csv", "/a,https://www.shop.example/b,301\nhttp://www.shop.example/b,/c,301\n");

    assertThat(run("lint", map, "--origin", "https://www.shop.example").out())
        .contains("RED-CHAIN");
    assertThat(run("lint", map, "--origin", "shop").exit()).isEqualTo(2);
  }

  @Test
  void lint_ofSeveralFiles_takesThemForOneMap() throws Exception {
    Path one = file("one.csv", "/a,/b,301\n");
    Path two = file("_redirects", "/b  /c\n");

    assertThat(run("lint", one, two).out()).contains("RED-CHAIN").contains("2 redirects");
  }

  @Test
  void lint_ofAMissingFile_isOneClearLineAndExits2() {
    Ran ran = run("lint", folder.resolve("nowhere.csv"));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).isEqualTo(folder.resolve("nowhere.csv") + ": does not exist\n");
  }

  @Test
  void lint_ofAFolder_exits2() {
    assertThat(run("lint", folder).exit()).isEqualTo(2);
  }

  @Test
  void lint_ofAnEmptyFile_findsNothing() throws Exception {
    assertThat(run("lint", file("empty.csv", "")).out()).isEqualTo("0 redirects, no problems\n");
  }

  @Test
  void format_mistyped_isAUsageProblemWithASuggestion() throws Exception {
    Ran ran = run("lint", "--format", "ngnix", file("map.csv", ""));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("did you mean \"nginx\"?");
  }

  @Test
  void convert_toStandardOutput_isTheOtherFormat() throws Exception {
    Ran ran = run("convert", file("map.csv", "/a,/b,302\n"), "--to", "netlify");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo("/a /b 302\n");
    assertThat(ran.err()).isEqualTo("1 redirect written, no problems\n");
  }

  @Test
  void convert_flattened_leadsToWhereTheChainEnds() throws Exception {
    Path map = file("map.csv", "/a,/b,301\n/b,/c,301\n/c,https://x.example/d,301\n");

    Ran ran = run("convert", map, "--to", "csv", "--flatten");

    assertThat(ran.out())
        .isEqualTo(
            """
            source,target,status
            /a,https://x.example/d,301
            /b,https://x.example/d,301
            /c,https://x.example/d,301
            """);
  }

  @Test
  void convert_flattened_leavesRingsAsTheyAreAndTellsThem() throws Exception {
    Path map = file("map.csv", "/a,/b,301\n/b,/c,301\n/c,/a,301\n/in,/a,301\n");

    Ran ran = run("convert", map, "--to", "netlify", "--flatten");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("/a /b 301\n/b /c 301\n/c /a 301\n/in /a 301\n");
    assertThat(ran.err()).contains("leads in a circle");
  }

  @Test
  void convert_ofWhatTheFormatCannotSay_tellsItAndExits1() throws Exception {
    Path map = file("map.csv", "/a,/b,301\n/gone,,410\n");
    Path out = folder.resolve("shopify.csv");

    Ran ran = run("convert", map, "--to", "shopify", "-o", out);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(Files.readString(out)).isEqualTo("Redirect from,Redirect to\n/a,/b\n");
    assertThat(ran.err()).contains(map + ":2: shopify cannot say this: left out: 410");
  }

  @Test
  void convert_overAFile_replacesItAsAWholeAndKeepsItsPermissions() throws Exception {
    Path map = file("map.csv", "/a,/b,301\n");
    Path old = file("old.conf", "old");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));

    run("convert", map, "--to", "netlify", "-o", old);

    assertThat(Files.readString(old)).isEqualTo("/a /b 301\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void convert_overItsInput_isRefused() throws Exception {
    Path map = file("map.csv", "/a,/b,301\n");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), map);

    Ran ran = run("convert", map, "--to", "shopify", "-o", link);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(Files.readString(map)).isEqualTo("/a,/b,301\n");
  }

  @Test
  void convert_intoAFolderThatIsNotThere_exits2() throws Exception {
    Path map = file("map.csv", "/a,/b,301\n");

    Ran ran = run("convert", map, "--to", "csv", "-o", folder.resolve("no/where.csv"));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("where.csv: cannot be written");
  }

  @Test
  void test_ofTheExamples_passes() {
    Ran ran =
        run(
            "test",
            EXAMPLES.resolve("redirects.expected.csv"),
            "--map",
            EXAMPLES.resolve("redirects.csv"));

    assertThat(ran.out()).isEqualTo("6 passed, 0 failed\n");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void test_ofWrongAnswers_tellsThemAndExits1() throws Exception {
    Path map = file("map.csv", "/a,/b,301\nhttps://shop.example/h,/i,302\n/k,/l,301\n");
    Path expected =
        file(
            "expected.csv",
            "/a,/c,301\nhttps://shop.example/h,https://shop.example/i,302\n/none,/x,301\n/k,,404\n");

    Ran ran = run("test", expected, "--map", map, "--json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .isEqualTo(
            """
            {"passed":1,"failed":3,"failures":[\
            {"source":"/a","expected":"301 /c","got":"301 /b"},\
            {"source":"/none","expected":"301 /x","got":"no redirect"},\
            {"source":"/k","expected":"no redirect","got":"301 /l"}]}
            """);
  }

  @Test
  void test_ofLinesThatExpectNothing_exits2() throws Exception {
    Path map = file("map.csv", "/a,/b,301\n");

    Ran ran = run("test", file("expected.csv", "/a,/b,301\n/a,/b,soon\n"), "--map", map);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("expected.csv:2: status soon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lint", "convert", "test"})
  void help_hasExamplesAndExitCodes(String command) {
    Ran ran = run(command, "--help");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("crossfade redirects " + command).contains("Exit codes: 0");
  }

  @Test
  void redirects_alone_showsWhatThereIs() {
    Ran ran = run();

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("lint").contains("convert").contains("test");
  }
}
