package dev.crossfade.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.cli.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The game day as it is typed: what it prints, and its exit codes. */
class RehearseCommandTest {
  private static final String WATCHED =
      """
      gates:
        - errors: { tolerance: 0.5pp }
        - latency: { tolerance: 10% }
        - session: { cookie: sid, tolerance: 0.1pp }
        - parity: { maxShare: 0.5% }
      """;

  @TempDir Path folder;

  private record Ran(int exit, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  private Ran run(String yaml, String... words) throws IOException {
    Path file = Files.writeString(folder.resolve("crossfade.yaml"), yaml);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args =
        Stream.concat(
                Stream.of("rehearse", "-c", file.toString(), "--start", "2026-11-23T06:00:00Z"),
                Stream.of(words))
            .toArray(String[]::new);
    int exit =
        Cli.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            RehearseCommand.class);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String shop(String more) {
    return """
    listeners: [ { bind: 127.0.0.1:8080 } ]
    backends:
      legacy: { endpoints: ["http://127.0.0.1:1"] }
      next: { endpoints: ["http://127.0.0.1:2"] }
    units:
      - { name: blog, match: { path: /blog/** }, send: legacy }
      - name: shop
        match: { path: /** }
        rollout:
          stages: [ { percent: 10%, hold: 1h }, { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ]
    """
        + more.indent(6);
  }

  @Test
  void rehearse_planWithAGateForEachFault_exits0() throws Exception {
    Ran ran = run(shop(WATCHED));

    assertThat(ran.out()).endsWith("\nall 6 went as they should\n");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("shop: 20 requests/s, seed 1, from 2026-11-23T06:00:00Z\n")
        .containsPattern("\n  none +- +- +- +- +- +carried out, completed at 100%\n")
        .containsPattern(
            "\n  errors +50% +errors +[0-9]+ +[0-9ms]+ +[0-9]+  caught, rolled-back at 0%\n")
        .containsPattern("\n {12}errors: next .* vs legacy .*: fail\n")
        .containsPattern("\n  down +50% +errors +[0-9]+ +[0-9ms]+ +[0-9]+  caught, ");
  }

  @Test
  void rehearse_faultThatNoGateSees_exits1AndSaysWhatToAdd() throws Exception {
    Ran ran = run(shop("gates: [ { errors: { tolerance: 0.5pp } } ]"), "--fault", "sessions");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .containsPattern("\n  sessions +50% to 100% +- .*GOT THROUGH, completed at 100%\n")
        .contains("no gate watches sessions: add - session: { cookie: NAME, tolerance: 0.1pp }")
        .endsWith("\n1 of 1 did not go as they should\n");
  }

  @Test
  void rehearse_json_isOneDocument() throws Exception {
    Ran ran = run(shop(WATCHED), "--fault", "slow", "--at", "10%", "--seed", "7", "--json");

    assertThat(ran.exit()).isZero();
    assertThat(ran.json().path("good").booleanValue()).isTrue();
    JsonNode report = ran.json().path("rehearsals").path(0);
    assertThat(report.path("unit").stringValue()).isEqualTo("shop");
    assertThat(report.path("fault").stringValue()).isEqualTo("slow");
    assertThat(report.path("seed").intValue()).isEqualTo(7);
    assertThat(report.path("outcome").stringValue()).isEqualTo("caught");
    assertThat(report.path("gotThrough").booleanValue()).isFalse();
    assertThat(report.path("faultBegan").stringValue()).isEqualTo("2026-11-23T06:30:00Z");
    assertThat(report.path("faultExposure").doubleValue()).isEqualTo(10);
    assertThat(report.path("alarm").path("gate").stringValue()).isEqualTo("latency");
    assertThat(report.path("alarm").path("requests").longValue()).isPositive();
    assertThat(report.path("state").stringValue()).isEqualTo("rolled-back");
    assertThat(report.path("stages").path(0).path("gates").size()).isPositive();
    assertThat(report.path("wayBack").path("good").booleanValue()).isTrue();
  }

  @Test
  void rehearse_twice_saysTheSame() throws Exception {
    Ran first = run(shop(WATCHED), "--fault", "errors");

    assertThat(run(shop(WATCHED), "--fault", "errors")).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--unit shp       | --unit shp is not defined (did you mean \"shop\"?)",
        "--unit blog      | --unit blog has no rollout (expected: shop)",
        "--at 20%         | 20% is no stage of unit shop (expected: 10%, 50%, 100%)",
        "--at all         | --at all (expected: a stage such as 25%)",
        "--rate 0         | rate: 0.0 (expected: 0.01..1000 requests a second)",
        "--fault fire     | 'fire' (expected: one of none, errors, slow, sessions, parity, down)",
        "--start tomorrow | 'tomorrow'"
      })
  void rehearse_whatCannotBe_exits2AndSaysWhatCan(String words, String problem) throws Exception {
    Ran ran = run(shop(WATCHED), words.split(" ", -1));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(problem);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void rehearse_noUnitHasARollout_exits2() throws Exception {
    Ran ran =
        run(
            """
            listeners: [ { bind: 127.0.0.1:8080 } ]
            backends:
              legacy: { endpoints: ["http://127.0.0.1:1"] }
              next: { endpoints: ["http://127.0.0.1:2"] }
            units: [ { name: shop, match: { path: /** }, exposure: { percent: 25% } } ]
            """);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).endsWith("no unit has a rollout (expected: a unit with one)\n");
  }

  @Test
  void rehearse_invalidConfiguration_exits2() throws Exception {
    Ran ran = run(shop("gates: [ { errrors: { tolerance: 0.5pp } } ]"));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("crossfade.yaml:").contains("errrors");
  }
}
