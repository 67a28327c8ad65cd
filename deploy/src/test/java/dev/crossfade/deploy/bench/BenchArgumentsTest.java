package dev.crossfade.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.cli.Cli;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be measured is said before anything starts. */
class BenchArgumentsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String line) {
    return Cli.run(
        line.split(" ", -1),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        BenchCommand.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          peers --size 2k                       | --size is 1k, 100k or 1m
          peers --protocol h3                   | --protocol is h1, h1-tls or h2-tls
          peers --rounds 0                      | 1 or more
          peers --handshakes --protocol h2-tls  | --handshakes with --protocol h2-tls (expected: h1-tls)
          peers --redirects 5 --protocol h2-tls | --redirects 5 over h2-tls (expected: 0 or more, over h1)
          idle --connections 0                  | --connections 0 (expected: 1 or more)
          load http://127.0.0.1/ --rate fast    | --rate fast (expected: such as 5000/s, or max)
          load http://127.0.0.1/ --duration 1   | --duration 1 (expected: such as 500ms, 30s or 5m)
          load http://127.0.0.1/ --protocol h3  | --protocol h3 (expected: h1, h2 or websocket)
          load ftp://127.0.0.1/                 | target: ftp://127.0.0.1/ (expected: an http
          faults --fault fire                   | --fault is sigkill, sigstop, reset, drip or garbage
          soak --minutes 0                      | --minutes 0, --rate 200 (expected: 1 or more)
          reload --reloads 0                    | --reloads 0, --connections 32, --websockets 0 (expected:
          allocation --seconds 0                | --seconds and --warm-up are 1 or more
          rollback --rollbacks 0                | --rollbacks 0, --visitors 16 (expected: 1 or more)
          sampling --size 2k                    | --size 2k, --rounds 9, --seconds 2, --warm-up 20 (expected:
          redirects --entries 0                 | --entries 0, --reloads 0, --rate 500 (expected: 1, 0 and 1
          """)
  void bench_withWhatCannotBe_saysWhatCanAndExits2(String line, String said) {
    int exit = run("bench " + line);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains(said);
    assertThat(exit).isEqualTo(2);
  }

  @Test
  void bench_alone_namesItsMeasurements() {
    int exit = run("bench");

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "peers",
            "idle",
            "allocation",
            "load",
            "faults",
            "soak",
            "reload",
            "redirects",
            "rollback",
            "sampling");
    assertThat(exit).isEqualTo(2);
  }
}
