package dev.crossfade.deploy.cli;

import dev.crossfade.loadtest.ClosedLoad;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Who asks: {@code wrk} where it is installed, our own load where it is not. On core 1. */
sealed interface BenchClient {
  int CONNECTIONS = 64;
  int CORE = 1;
  String COOKIE = "Cookie: cf_id=bench-4f2a9c1e7d";

  /** What a client saw in one measurement. */
  record Seen(long requests, double seconds, double p99Millis, long errors) {}

  String title();

  Seen ask(URI url, int seconds) throws IOException, InterruptedException;

  /** Chooses the client. */
  static BenchClient on(BenchStage stage) throws IOException {
    return BenchStage.program("wrk").isPresent() ? Wrk.on(stage) : Own.pinned();
  }

  /** {@code wrk} on one thread, with a script that prints its summary as numbers. */
  record Wrk(BenchStage stage, Path script) implements BenchClient {
    static Wrk on(BenchStage stage) throws IOException {
      Path script =
          Files.writeString(
              stage.folder().resolve("report.lua"),
              """
              done = function(summary, latency, requests)
                local e = summary.errors
                io.write(string.format("RESULT %d %d %d %d\\n", summary.requests, summary.duration,
                  latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
              end
              """);
      return new Wrk(stage, script);
    }

    @Override
    public String title() {
      return "wrk";
    }

    @Override
    public Seen ask(URI url, int seconds) throws IOException, InterruptedException {
      Process wrk =
          stage.start(
              "wrk",
              CORE,
              List.of(
                  "wrk",
                  "-t1",
                  "-c" + CONNECTIONS,
                  "-d" + seconds + "s",
                  "-H",
                  COOKIE,
                  "-s",
                  script.toString(),
                  url.toString()));
      if (!wrk.waitFor(seconds + 30L, TimeUnit.SECONDS)) {
        throw new IOException("wrk did not end within 30 s of its time");
      }
      String said = Files.readString(stage.folder().resolve("wrk.out"));
      String line =
          said.lines()
              .filter(l -> l.startsWith("RESULT "))
              .findFirst()
              .orElseThrow(() -> new IOException("wrk told no result: " + said));
      String[] numbers = line.split(" ", -1);
      return new Seen(
          Long.parseLong(numbers[1]),
          Long.parseLong(numbers[2]) / 1e6,
          Long.parseLong(numbers[3]) / 1e3,
          Long.parseLong(numbers[4]));
    }
  }

  /** {@link ClosedLoad}, in this process, all of which moves to the client's core. */
  record Own() implements BenchClient {
    static Own pinned() throws IOException {
      String pid = Long.toString(ProcessHandle.current().pid());
      Process taskset =
          new ProcessBuilder("taskset", "-a", "-cp", Integer.toString(CORE), pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (taskset.onExit().join().exitValue() != 0) {
        throw new IOException("taskset could not move the client to core " + CORE);
      }
      return new Own();
    }

    @Override
    public String title() {
      return "ClosedLoad (wrk is not installed; Debian package wrk)";
    }

    @Override
    public Seen ask(URI url, int seconds) throws InterruptedException {
      long start = System.nanoTime();
      try (ClosedLoad load =
          ClosedLoad.start(url, List.of(url.getPath()), List.of(COOKIE), CONNECTIONS)) {
        TimeUnit.SECONDS.sleep(seconds);
        ClosedLoad.Result result = load.stop();
        return new Seen(
            result.requests(),
            (System.nanoTime() - start) / 1e9,
            result.p99Millis(),
            result.failed());
      }
    }
  }

  /** The sizes an answer can have, by their names. */
  static int size(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "1k" -> 1 << 10;
      case "100k" -> 100 << 10;
      case "1m" -> 1 << 20;
      default -> -1;
    };
  }
}
