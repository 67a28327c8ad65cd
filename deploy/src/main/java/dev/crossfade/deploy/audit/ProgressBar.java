package dev.crossfade.deploy.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How far an audit is, on one line of a terminal; nothing where there is none. */
final class ProgressBar implements AutoCloseable {
  private static final Duration EACH = Duration.ofMillis(250);
  private static final int WIDTH = 24;
  private static final String CLEAR = "\r\033[K";

  private final @Nullable Thread drawing;

  private ProgressBar(@Nullable Thread drawing) {
    this.drawing = drawing;
  }

  /**
   * Begins to draw.
   *
   * @param total below 0: not known
   * @param err null: nowhere
   */
  static ProgressBar start(
      IntSupplier done, LongSupplier found, long total, @Nullable PrintStream err) {
    if (err == null || !isTerminal()) {
      return new ProgressBar(null);
    }
    int before = done.getAsInt();
    long from = System.nanoTime();
    return new ProgressBar(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (true) {
                      Thread.sleep(EACH);
                      Duration took = Duration.ofNanos(System.nanoTime() - from);
                      err.print(
                          CLEAR + line(before, done.getAsInt(), found.getAsLong(), total, took));
                      err.flush();
                    }
                  } catch (InterruptedException _) {
                    err.print(CLEAR);
                    err.flush();
                  }
                }));
  }

  /** Standard error itself: standard output may well go to a file meanwhile. */
  private static boolean isTerminal() {
    try {
      String to = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return to.startsWith("/dev/pts/") || to.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException _) {
      return requireNonNull(System.console(), "console").isTerminal(); // never null since Java 22
    }
  }

  /** {@code [########················] 33% 41,200 of 124,000, 812/s, 2m left, 17 findings}. */
  static String line(int before, int done, long found, long total, Duration took) {
    double seconds = Math.max(0.001, took.toMillis() / 1000.0);
    double rate = (done - before) / seconds;
    StringBuilder line = new StringBuilder();
    if (total > 0) {
      int filled = (int) Math.min(WIDTH, WIDTH * (long) done / total);
      line.append('[')
          .append("#".repeat(filled))
          .append("·".repeat(WIDTH - filled))
          .append("] ")
          .append("%d%% %,d of %,d".formatted(Math.min(100, 100L * done / total), done, total));
    } else {
      line.append("%,d".formatted(done));
    }
    line.append(rate >= 10 ? ", %,.0f/s".formatted(rate) : ", %.1f/s".formatted(rate));
    if (total > 0 && rate > 0) {
      line.append(", ").append(left((long) ((total - done) / rate))).append(" left");
    }
    return line.append(", %,d finding%s".formatted(found, found == 1 ? "" : "s")).toString();
  }

  private static String left(long seconds) {
    if (seconds < 60) {
      return Math.max(0, seconds) + "s";
    }
    return seconds < 3600
        ? seconds / 60 + "m"
        : "%dh%02dm".formatted(seconds / 3600, seconds / 60 % 60);
  }

  @Override
  public void close() {
    if (drawing == null) {
      return;
    }
    drawing.interrupt();
    try {
      drawing.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // it ends by itself soon
    }
  }
}
