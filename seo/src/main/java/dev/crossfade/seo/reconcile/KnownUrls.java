package dev.crossfade.seo.reconcile;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All URLs that anybody knows, each once, in the order of their text. Sorted on disk: what does not
 * fit into a buffer is written to a sorted file, and those are merged. So millions take a few
 * megabytes of memory, and disk as the lists that they come from do. One thread at a time.
 */
public final class KnownUrls implements Closeable {
  private static final Comparator<KnownUrl> BY_TARGET = Comparator.comparing(KnownUrl::target);
  private static final int MOST_RUNS = 32;

  private final Path folder;
  private final int mostBuffered;
  private final List<KnownUrl> buffer = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();

  private KnownUrls(Path folder, int mostBuffered) {
    this.folder = folder;
    this.mostBuffered = mostBuffered;
  }

  /** An empty one; its files are gone when it is closed. */
  public static KnownUrls open() throws IOException {
    return open(50_000);
  }

  static KnownUrls open(int mostBuffered) throws IOException {
    return new KnownUrls(Files.createTempDirectory("crossfade-urls-"), mostBuffered);
  }

  /**
   * Somebody knows one.
   *
   * @param target its path and query; without spaces, as any that was normalised
   */
  public void add(String target, Source source, long hits) throws IOException {
    buffer.add(KnownUrl.of(target, source, hits));
    if (buffer.size() >= mostBuffered) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (buffer.isEmpty()) {
      return;
    }
    buffer.sort(BY_TARGET);
    Path run = Files.createTempFile(folder, "run", ".txt");
    try (Run out = new Run(run)) {
      for (KnownUrl each : buffer) {
        out.accept(each);
      }
    }
    buffer.clear();
    runs.add(run);
    if (runs.size() >= MOST_RUNS) {
      mergeRuns();
    }
  }

  private void mergeRuns() throws IOException {
    Path merged = Files.createTempFile(folder, "merged", ".txt");
    try (Run out = new Run(merged)) {
      merge(out);
    }
    for (Path run : runs) {
      Files.delete(run);
    }
    runs.clear();
    runs.add(merged);
  }

  /** Takes URLs in order, and writes those that are the same as one. */
  private static final class Run implements Target, Closeable {
    private final BufferedWriter out;
    private @Nullable KnownUrl last;

    Run(Path file) throws IOException {
      out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    @Override
    public void accept(KnownUrl each) throws IOException {
      if (last != null && last.target().equals(each.target())) {
        last = last.with(each);
        return;
      }
      write();
      last = each;
    }

    private void write() throws IOException {
      if (last != null) {
        out.write(last.sources() + " " + last.hits() + " " + last.target() + "\n");
      }
    }

    @Override
    public void close() throws IOException {
      try (out) {
        write();
      }
    }
  }

  private interface Target {
    void accept(KnownUrl each) throws IOException;
  }

  /** A sorted file, and where reading it has come to. */
  private static final class Reading implements Closeable {
    private final BufferedReader in;
    private @Nullable KnownUrl head;

    Reading(Path file) throws IOException {
      in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
      next();
    }

    void next() throws IOException {
      String line = in.readLine();
      head = line == null ? null : parse(line);
    }

    private static KnownUrl parse(String line) {
      int first = line.indexOf(' ');
      int second = line.indexOf(' ', first + 1);
      return new KnownUrl(
          line.substring(second + 1),
          Integer.parseInt(line.substring(0, first)),
          Long.parseLong(line.substring(first + 1, second)));
    }

    String target() {
      return head == null ? "" : head.target();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private void merge(Target target) throws IOException {
    PriorityQueue<Reading> readings = new PriorityQueue<>(Comparator.comparing(Reading::target));
    List<Reading> open = new ArrayList<>();
    try {
      for (Path run : runs) {
        Reading reading = new Reading(run);
        open.add(reading);
        if (reading.head != null) {
          readings.add(reading);
        }
      }
      for (Reading least = readings.poll(); least != null; least = readings.poll()) {
        if (least.head != null) {
          target.accept(least.head);
        }
        least.next();
        if (least.head != null) {
          readings.add(least);
        }
      }
    } finally {
      for (Reading reading : open) {
        reading.close();
      }
    }
  }

  /** Walks through all of them, as often as wanted; more may be added afterwards. */
  public void forEach(Consumer<KnownUrl> each) throws IOException {
    flush();
    if (runs.size() > 1) {
      mergeRuns();
    }
    merge(each::accept);
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
