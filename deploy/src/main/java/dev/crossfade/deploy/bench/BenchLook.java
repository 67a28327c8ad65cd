package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a gateway held at a moment when no client was connected, after a collection.
 *
 * @param when such as start or end
 * @param heap bytes in use
 * @param pss bytes of the whole process
 */
record BenchLook(String when, long heap, long pss, int files, int threads) {
  private static final double MOST_GROWTH = 1.05;

  static BenchLook at(String when, Process gateway, int adminPort)
      throws IOException, InterruptedException {
    BenchMemory.collect(gateway);
    return new BenchLook(
        when,
        BenchMemory.heap(adminPort),
        BenchMemory.pss(gateway),
        BenchMemory.openFiles(gateway),
        BenchMemory.threads(gateway));
  }

  /** Lines of a gateway's log that tell of a buffer nobody released. */
  static List<String> leaks(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("LEAK")).toList();
    }
  }

  /**
   * Whether nothing grew by more than 5 % since an earlier look.
   *
   * @param few more files and threads that count for nothing: the JVM's threads and the files of
   *     the admin port come one at a time and stay
   */
  boolean isFlatSince(BenchLook first, int few) {
    return heap <= first.heap * MOST_GROWTH
        && pss <= first.pss * MOST_GROWTH
        && files <= first.files * MOST_GROWTH + few
        && threads <= first.threads * MOST_GROWTH + few;
  }

  String line() {
    return "%-7s heap %,d KB, process %,d KB, %d files, %d threads"
        .formatted(when, heap >> 10, pss >> 10, files, threads);
  }
}
