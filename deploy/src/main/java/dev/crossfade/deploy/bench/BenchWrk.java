package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code wrk} on one thread, with a script that prints its summary as numbers. */
record BenchWrk(BenchStage stage, Path script, BenchWork work) implements BenchClient {
  private static final int CONNECTIONS = 64;

  static BenchWrk on(BenchStage stage, BenchWork work) throws IOException {
    return scripted(
        stage,
        work,
        work.redirects() > 0 ? new BenchMoved(stage.folder(), work.redirects()).lua() : "");
  }

  /** Asks for so many pages, one after the other. */
  static BenchWrk pages(BenchStage stage, BenchWork work, int pages) throws IOException {
    return scripted(
        stage,
        work,
        """
        local asked, at = {}, 0
        function init(args)
          for k = 1, %d do
            asked[k] = wrk.format("GET", "/p/" .. k)
          end
        end
        function request()
          at = at %% #asked + 1
          return asked[at]
        end
        """
            .formatted(pages));
  }

  private static BenchWrk scripted(BenchStage stage, BenchWork work, String requests)
      throws IOException {
    Path script =
        Files.writeString(
            stage.folder().resolve("report.lua"),
            requests
                + """
            done = function(summary, latency, requests)
              local e = summary.errors
              io.write(string.format("RESULT %d %d %d %d %d %d\\n", summary.requests,
                summary.duration, latency:percentile(50), latency:percentile(99),
                e.connect + e.read + e.write + e.status + e.timeout, summary.bytes))
            end
            """);
    return new BenchWrk(stage, script, work);
  }

  @Override
  public String title() {
    return "wrk, " + CONNECTIONS + " connections that stay";
  }

  @Override
  public Seen ask(URI url, int seconds) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "-H", COOKIE));
    command.addAll(List.of("-s", script.toString(), url.toString()));
    BenchClient.run(stage, "wrk", command, seconds);
    int bytes = work.redirects() > 0 ? 0 : work.bytes();
    return seen(Files.readString(stage.folder().resolve("wrk.out")), bytes);
  }

  /** From what the script printed. */
  static Seen seen(String said, int bytes) throws IOException {
    String line =
        said.lines()
            .filter(l -> l.startsWith("RESULT "))
            .findFirst()
            .orElseThrow(() -> new IOException("wrk told no result: " + said));
    String[] numbers = line.split(" ", -1);
    long requests = Long.parseLong(numbers[1]);
    boolean tooShort = Long.parseLong(numbers[6]) < requests * bytes;
    return new Seen(
        requests,
        Long.parseLong(numbers[2]) / 1e6,
        Long.parseLong(numbers[3]) / 1e3,
        Long.parseLong(numbers[4]) / 1e3,
        Long.parseLong(numbers[5]) + (tooShort ? requests : 0));
  }
}
