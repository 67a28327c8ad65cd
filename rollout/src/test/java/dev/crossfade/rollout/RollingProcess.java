package dev.crossfade.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.model.Config;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.Retention;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A process of its own that drives one rollout again and again on a fast clock. It prints {@code
 * exposed BASISPOINTS} when visitors are shown another exposure, and {@code moved ...} after each
 * transition that it was told is durable.
 */
final class RollingProcess implements AutoCloseable {
  private static final Config CONFIG =
      TestGateway.config(
          """
          stages:
            - { percent: 1%, hold: 10m }
            - { percent: 25%, hold: 10m }
            - { percent: 100%, hold: 10m }
          gates: [ { errors: { tolerance: 1pp } } ]
          """);

  private final Process process;
  private final BufferedReader out;

  private RollingProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
  }

  static RollingProcess start(Path dir, int seed) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(RollingProcess.class.getName(), dir.toString(), "" + seed));
    return new RollingProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** How a transition is printed: none is printed twice, since the clock never stands. */
  static String print(String at, String kind, int run, int basisPoints) {
    return "moved " + at + " " + kind + " " + run + " " + basisPoints;
  }

  /** The next line that is not a log message; {@code null} when the process has ended. */
  @Nullable String readLine() throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith("moved ") && !line.startsWith("exposed ")) {
      line = out.readLine();
    }
    return line;
  }

  /** {@code kill -9}; what the process printed before can still be read. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    kill();
    process.onExit().join();
    out.close();
  }

  static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    Random random = new Random(Integer.parseInt(args[1]));
    try (FileJournal journal =
        FileJournal.open(Path.of(args[0]), InstantSource.system(), Retention.DEFAULT)) {
      Instant last =
          journal
              .last("rollout", "catalog")
              .map(JournalEntry::body)
              .map(body -> Instant.parse(body.required("at").stringValue()))
              .orElse(TestGateway.NOON);
      TestTicker ticker = new TestTicker(last.plusSeconds(1));
      boolean[] fails = {false};
      Rollouts rollouts =
          new Rollouts(
              journal,
              (_, _) -> List.of(verdict(fails[0])),
              (_, exposure) -> out.println("exposed " + exposure.basisPoints()),
              ticker,
              List.of(printing(out)));
      rollouts.configure(CONFIG);
      for (int i = 0; i < 10_000; i++) {
        ticker.pass(Duration.ofSeconds(200));
        fails[0] = random.nextInt(40) == 0;
        rollouts.tick();
        ticker.pass(Duration.ofSeconds(1));
        order(rollouts, random.nextInt(12));
      }
    }
  }

  private static void order(Rollouts rollouts, int which) {
    Answer answer =
        switch (which) {
          case 0, 1, 2 -> rollouts.start("catalog", "ana", "go", which == 0);
          case 3 -> rollouts.hold("catalog", "ana", "wait");
          case 4, 5 -> rollouts.resume("catalog", "ana", "go on");
          case 6 -> rollouts.rollback("catalog", "ana", "back", "previous");
          case 7 -> rollouts.abort("catalog", "ana", "enough");
          default -> rollouts.advance("catalog", "ana", "quick", null, which == 8);
        };
    if (answer instanceof Answer.Moved(RolloutView view) && !view.durable()) {
      throw new IllegalStateException("not durable: " + view);
    }
  }

  private static RolloutListener printing(PrintStream out) {
    return new RolloutListener() {
      @Override
      public void moved(Transition move, RolloutView view) {
        out.println(
            print(move.at().toString(), move.kind().text(), move.run(), move.basisPoints()));
      }
    };
  }

  private static Verdict verdict(boolean fails) {
    Verdict.Says says = fails ? Verdict.Says.FAIL : Verdict.Says.PASS;
    return new Verdict("errors", says, "errors: " + says, null, null, 1);
  }
}
