package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as they are typed: what they print, and their exit codes. */
class CliTest {
  private static final String VALID =
      """
      listeners: [ { bind: 127.0.0.1:8080 } ]
      backends:
        legacy: { endpoints: ["http://127.0.0.1:8081"] }
        next: { endpoints: ["http://127.0.0.1:8082"] }
      units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 25% } } ]
      """;

  @TempDir Path folder;

  private record Ran(int exit, String out, String err) {}

  private static Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Cli.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("crossfade.yaml"), text).toString();
  }

  @Test
  void check_ofAValidFile_saysSo() throws Exception {
    Ran ran = run("check", "-c", file(VALID));

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).endsWith("crossfade.yaml is valid\n");
  }

  @Test
  void check_ofAnInvalidFile_namesEveryProblemAndExits2() throws Exception {
    Ran ran = run("check", "-c", file(VALID.replace("25%", "125%").replace("units", "unitz")));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out())
        .contains("crossfade.yaml:5:1: unitz: unknown key (did you mean \"units\"?)")
        .contains("units: is missing")
        .contains("is not valid: 2 problems");
  }

  @Test
  void check_withJson_isOneDocument() throws Exception {
    Ran ran = run("check", "--json", "-c", file(VALID.replace("25%", "125%")));

    JsonNode answer = JsonMapper.shared().readTree(ran.out());
    assertThat(answer.path("valid").asBoolean()).isFalse();
    JsonNode problem = answer.path("problems").get(0);
    assertThat(problem.path("line").asInt()).isEqualTo(5);
    assertThat(problem.path("path").asString()).isEqualTo("units[0].exposure.percent");
    assertThat(problem.path("message").asString()).startsWith("125% (expected: 0%..100%");
    assertThat(answer.path("warnings").isArray()).isTrue();
  }

  @Test
  void check_ofAMissingFile_isOneClearLine() {
    Ran ran = run("check", "-c", "nowhere.yaml");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).contains("nowhere.yaml:1:1: does not exist");
  }

  @Test
  void run_withAnInvalidFile_startsNothingAndExits2() throws Exception {
    Ran ran = run("run", "-c", file(VALID.replace("legacy: {", "legcay: {")));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("backends.legacy: is missing");
  }

  @Test
  void run_withAnUnknownTransport_namesThoseThatAreThere() throws Exception {
    Ran ran = run("run", "-c", file(VALID), "--transport", "pigeon");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--transport pigeon").contains("nio");
  }

  @Test
  void schema_isTheOneOfTheLoader() {
    Ran ran = run("schema");

    assertThat(ran.exit()).isZero();
    assertThat(JsonMapper.shared().readTree(ran.out()).path("$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completion_isAScriptThatKnowsTheCommands(String shell) {
    Ran ran = run("completion", shell);

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("complete -F _complete_crossfade").contains("explain");
  }

  @Test
  void version_namesProductAndJava() {
    Ran ran = run("--version");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).startsWith("crossfade ").contains("java 2");
  }

  @Test
  void noCommand_showsWhatThereIs() {
    Ran ran = run();

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("demo").contains("check").contains("explain");
  }

  @Test
  void mistypedCommand_isAUsageProblemWithASuggestion() {
    Ran ran = run("chekc");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("check");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "reload"})
  void commandToAGateway_whenNoneAnswers_exits3(String command) {
    Ran ran = run(command, "--admin", "http://127.0.0.1:1");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("no gateway answers at http://127.0.0.1:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help status", "audit sitemap --help", "help check"})
  void help_explainsACommand(String line) {
    Ran ran = run(line.split(" ", -1));

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("Usage: crossfade");
  }
}
