package dev.crossfade.rollout.journal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A journal that holds few or as many entries as are ever kept. An append waits for the disk of the
 * machine's folder for temporary files; what it costs besides is copying the list of entries.
 */
@State(Scope.Thread)
public class JournalBenchmark {
  private static final Instant THEN = Instant.parse("2026-11-21T12:00:00Z");

  @Param({"1000", "100000"})
  private int entries;

  private Path folder = Path.of("");
  private Path full = Path.of("");

  @SuppressWarnings("NullAway.Init") // by open, before each iteration
  private FileJournal journal;

  @Setup(Level.Iteration)
  public void open() throws IOException {
    folder = Files.createTempDirectory("journal-");
    full = folder.resolve("full");
    Files.createDirectory(full);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(full.resolve("journal.log")))) {
      out.write(LogLine.encode(new LogHeader(0, 0).toJson()));
      for (int seq = 1; seq <= entries; seq++) {
        out.write(LogLine.encode(EntryJson.toJson(draft(seq).toEntry(seq, THEN))));
      }
    }
    journal = reopened();
  }

  private FileJournal reopened() {
    return FileJournal.open(full, InstantSource.fixed(THEN), Retention.DEFAULT);
  }

  /** Of one of twenty units, as long as a move of a rollout with its reason. */
  private static Draft draft(int number) {
    return new Draft(
        "schedule",
        "rollout",
        "unit" + number % 20,
        "hold at 5% over, gates pass: errors, latency, parity, sample-ratio",
        JsonNodeFactory.instance
            .objectNode()
            .put("state", "running")
            .put("stage", "3".repeat(200)));
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    journal.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public JournalEntry append() {
    return journal.append(draft(1));
  }

  @Benchmark
  public List<JournalEntry> newestOfAKind() {
    return journal.newest("rollout", 20);
  }

  /** What a start does: all of it is read, and compacted where there is something to drop. */
  @Benchmark
  public long start() {
    journal.close();
    journal = reopened();
    return journal.lastSeq();
  }
}
