package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process holds, seen from outside: the kernel's count, and what a Crossfade says itself.
 */
final class BenchMemory {
  private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

  private BenchMemory() {}

  /** Resident bytes of a process and those it started; pages they share count once. */
  static long pss(Process process) throws IOException {
    long bytes = pss(process.pid());
    for (ProcessHandle child : process.descendants().toList()) {
      bytes += pss(child.pid());
    }
    return bytes;
  }

  private static long pss(long pid) throws IOException {
    String text = Files.readString(Path.of("/proc/" + pid + "/smaps_rollup"));
    Matcher matcher = PSS.matcher(text);
    if (!matcher.find()) {
      throw new IOException("/proc/" + pid + "/smaps_rollup has no Pss (expected: Linux 4.14)");
    }
    return Long.parseLong(matcher.group(1)) << 10;
  }

  static int openFiles(Process process) throws IOException {
    try (var files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return (int) files.count();
    }
  }

  static int threads(Process process) throws IOException {
    try (var threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      return (int) threads.count();
    }
  }

  /**
   * Has a JVM collect its garbage, and waits until it did. Twice: what a first collection finds
   * only watched over, such as what a closed channel leaves, a second one takes away.
   */
  static void collect(Process jvm) throws IOException, InterruptedException {
    collectOnce(jvm);
    collectOnce(jvm);
  }

  private static void collectOnce(Process jvm) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(jvm.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(jcmd + " " + jvm.pid() + " GC.run: exit code " + exit);
    }
  }

  /** Bytes in use on the heap of a Crossfade, whose garbage should have been collected before. */
  static long heap(int adminPort) throws IOException, InterruptedException {
    return sum(metrics(adminPort), "jvm_memory_used_bytes", "area=\"heap\"");
  }

  private static String metrics(int adminPort) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + adminPort + "/metrics");
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(url + ": status " + answer.statusCode() + " (expected: 200)");
      }
      return answer.body();
    }
  }

  /** The sum of a metric over all its samples with a label. */
  static long sum(String metrics, String name, String label) throws IOException {
    List<String> samples =
        metrics
            .lines()
            .filter(line -> line.startsWith(name + "{") && line.contains(label))
            .toList();
    if (samples.isEmpty()) {
      throw new IOException("/metrics has no " + name + "{" + label + "}");
    }
    double sum = 0;
    for (String sample : samples) {
      sum += Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
    }
    return (long) sum;
  }
}
