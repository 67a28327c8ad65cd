package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a measurement needs of the machine, and what it was like while measuring. */
final class BenchNeeds {
  private static final Map<String, String> PACKAGES =
      Map.of("taskset", "util-linux", "h2load", "nghttp2-client", "ab", "apache2-utils");

  private BenchNeeds() {}

  /** What is missing, a line each; nothing: it can begin. */
  static List<String> missing(List<String> programs, int cores) {
    List<String> missing =
        new ArrayList<>(
            programs.stream()
                .filter(program -> BenchStage.program(program).isEmpty())
                .sorted()
                .map(BenchNeeds::notInstalled)
                .toList());
    int here = Runtime.getRuntime().availableProcessors();
    if (here < cores) {
      missing.add("cores: " + here + " (expected: " + cores + " or more)");
    }
    return missing;
  }

  private static String notInstalled(String program) {
    String found = PACKAGES.getOrDefault(program, program);
    return program + " is not installed (Debian package " + found + ")";
  }

  /** The first line a program says of itself. */
  static String version(String program, String option) throws IOException {
    String line = BenchStage.firstLine(BenchStage.executable(program), option);
    return line == null ? program : line.replaceFirst(" - .*", "");
  }

  /**
   * How many files a process may have open; the JVM takes as many as it may, and so do children.
   */
  static int openFiles() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
      return lines
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.strip().split("\\s+", -1)[3])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElseThrow(() -> new IOException("/proc/self/limits has no Max open files"));
    }
  }

  /** The load average of the last minute. */
  static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }
}
