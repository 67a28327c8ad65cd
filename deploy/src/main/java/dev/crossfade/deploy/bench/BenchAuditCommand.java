package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench audit}: how fast redirects are audited, and in how much memory. */
@Command(
    name = "audit",
    description = {
      "Audits made-up redirects of a server on this machine (nginx), as crossfade audit redirects",
      "does, in a process of its own: each is asked, followed, and its page read."
    },
    mixinStandardHelpOptions = true)
final class BenchAuditCommand extends Speaking {
  private static final int LEAST_PER_SECOND = 3_000;
  private static final int MOST_MEGABYTES = 512;
  private static final int MOST_URLS = 10_000_000;
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");

  @Option(
      names = "--urls",
      description = "How many (${DEFAULT-VALUE}). The bars are those of a million.",
      paramLabel = "N",
      defaultValue = "1000000")
  private int urls;

  @Option(
      names = "--concurrency",
      description = "How many are asked at once (${DEFAULT-VALUE}).",
      paramLabel = "N",
      defaultValue = "32")
  private int concurrency;

  BenchAuditCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (urls < 1 || urls > MOST_URLS || concurrency < 1) {
      complain(
          "--urls %d, --concurrency %d (expected: 1..%d, 1 or more)"
              .formatted(urls, concurrency, MOST_URLS));
      return Exit.PROBLEM;
    }
    List<String> missing = BenchNeeds.missing(List.of("nginx"), 1);
    missing.forEach(this::complain);
    if (!missing.isEmpty()) {
      return Exit.UNREACHABLE;
    }
    try (BenchStage stage = BenchStage.open()) {
      return measure(stage);
    } catch (IOException e) {
      complain("crossfade bench audit: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private int measure(BenchStage stage) throws IOException, InterruptedException {
    int port = stage.freePort();
    Process server = stage.start("server", BenchNginx.moved(stage.folder(), port));
    URI origin = URI.create("http://127.0.0.1:" + port);
    stage.awaitAnswer("server", server, origin);
    Path map = map(stage.folder().resolve("moved.csv"));
    long from = System.nanoTime();
    Process audit = stage.start("audit", command(stage.folder(), map, origin));
    long peak = 0;
    while (!audit.waitFor(100, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(audit));
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    String said = Files.readString(stage.folder().resolve("audit.out"));
    if (audit.exitValue() != Exit.OK) {
      throw new IOException(
          "the audit ended with exit code %d (expected: 0): %s %s"
              .formatted(
                  audit.exitValue(), said, Files.readString(stage.folder().resolve("audit.err"))));
    }
    return report(seconds, peak);
  }

  private int report(double seconds, long peak) throws IOException {
    double rate = urls / seconds;
    double megabytes = peak / 1024.0;
    boolean fast = rate >= LEAST_PER_SECOND;
    boolean small = megabytes <= MOST_MEGABYTES;
    say(
        "%,d redirects in %.0f s, from the start of the process to its end; load average %s"
            .formatted(urls, seconds, BenchNeeds.load()));
    say(
        "%-22s %,8.0f /s  %s (bar: at least %,d, server included)"
            .formatted("URLs", rate, met(fast), LEAST_PER_SECOND));
    say(
        "%-22s %,8.0f MB  %s (bar: at most %d)"
            .formatted("memory at its highest", megabytes, met(small), MOST_MEGABYTES));
    return fast && small ? Exit.OK : Exit.FINDINGS;
  }

  private static String met(boolean met) {
    return met ? "met" : "not met";
  }

  private Path map(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("source,target,status\n");
      for (int i = 0; i < urls; i++) {
        String name = BenchRedirects.source(i).substring(1);
        out.write("/old/" + name + ",/new/" + name + ",301\n");
      }
    }
    return file;
  }

  private List<String> command(Path folder, Path map, URI origin) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC")); // as ./crossfade audit has it
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.crossfade.deploy.Main",
            "audit",
            "redirects",
            "--map",
            map.toString(),
            "--origin",
            origin.toString(),
            "--rate",
            "unlimited",
            "--concurrency",
            Integer.toString(concurrency),
            "--spool",
            folder.resolve("spool").toString()));
    return command;
  }

  /** What the kernel says was resident at most, so far; 0: the process has just ended. */
  private static long peak(Process process) {
    try {
      Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
      return peak.find() ? Long.parseLong(peak.group(1)) : 0;
    } catch (IOException _) {
      return 0;
    }
  }
}
