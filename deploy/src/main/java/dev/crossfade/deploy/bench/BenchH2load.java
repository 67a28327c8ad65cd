package dev.crossfade.deploy.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** {@code h2load} on one thread; it tells no percentiles, so they come from its log of requests. */
record BenchH2load(BenchStage stage, BenchWork work) implements BenchClient {
  private static final int CONNECTIONS = 32;
  private static final int STREAMS = 10;
  private static final Pattern REQUESTS =
      Pattern.compile(
          "requests: \\d+ total, \\d+ started, (\\d+) done, (\\d+) succeeded, (\\d+) failed,"
              + " (\\d+) errored, (\\d+) timeout");
  private static final Pattern TWO_HUNDREDS = Pattern.compile("status codes: (\\d+) 2xx");
  private static final Pattern DATA = Pattern.compile("\\((\\d+)\\) data");

  @Override
  public String title() {
    return "h2load, " + CONNECTIONS + " connections that stay, " + STREAMS + " streams on each";
  }

  @Override
  public Seen ask(URI url, int seconds) throws IOException, InterruptedException {
    Path log = stage.folder().resolve("h2load.log");
    Files.deleteIfExists(log);
    BenchClient.run(
        stage,
        "h2load",
        List.of(
            "h2load",
            "-t1",
            "-c" + CONNECTIONS,
            "-m" + STREAMS,
            "-D" + seconds,
            "-H",
            COOKIE.toLowerCase(Locale.ROOT),
            "--log-file=" + log,
            url.toString()),
        seconds);
    return seen(
        Files.readString(stage.folder().resolve("h2load.out")), micros(log), work.bytes(), seconds);
  }

  /** From its summary, and how long requests took. */
  static Seen seen(String said, Histogram micros, int bytes, int seconds) throws IOException {
    Matcher requests = found(REQUESTS, said);
    long done = Long.parseLong(requests.group(1));
    long good = Long.parseLong(found(TWO_HUNDREDS, said).group(1));
    long bad = 0;
    for (int group = 3; group <= 5; group++) {
      bad += Long.parseLong(requests.group(group));
    }
    boolean tooShort = Long.parseLong(found(DATA, said).group(1)) < done * bytes;
    return new Seen(
        done,
        seconds,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        Math.max(bad, done - Math.min(good, done)) + (tooShort ? done : 0));
  }

  private static Matcher found(Pattern pattern, String said) throws IOException {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IOException("h2load told no " + pattern + ": " + said);
    }
    return matcher;
  }

  /** A line is when it began, its status and how long it took, in microseconds. */
  private static Histogram micros(Path log) throws IOException {
    Histogram micros = new Histogram(3);
    try (BufferedReader lines = Files.newBufferedReader(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long value = Long.parseLong(line.substring(line.lastIndexOf('\t') + 1));
        if (value >= 0) {
          micros.recordValue(value);
        }
      }
    }
    return micros;
  }
}
