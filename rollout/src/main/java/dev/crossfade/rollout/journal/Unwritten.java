package dev.crossfade.rollout.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import dev.crossfade.rollout.journal.RawLines.RawLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries that are in effect and could not be appended yet, one a subject, in the file {@code
 * unwritten.log} of {@code state.dir}: for a gateway that ends before its journal takes entries
 * again. Its number is the one that the entry would have had: if another has it by then, people or
 * gateways have decided since, and it does not count any more.
 *
 * <p>Thread-safe; blocks on the disk. A file that cannot be read or written is a line in the log:
 * nothing is worse by it than without the file.
 */
public final class Unwritten {
  private static final Logger log = LoggerFactory.getLogger(Unwritten.class);

  private final Path file;

  private Unwritten(Path file) {
    this.file = file;
  }

  /** Those of a state directory, which only one process at a time may have. */
  public static Unwritten in(Path stateDir) {
    return new Unwritten(stateDir.toAbsolutePath().resolve("unwritten.log"));
  }

  /** Those about configurations, whose writer knows nothing of the others: in a file beside. */
  public static Unwritten ofConfigurations(Path stateDir) {
    return new Unwritten(stateDir.toAbsolutePath().resolve("unwritten-config.log"));
  }

  /** What was kept of a subject. */
  public synchronized Optional<JournalEntry> of(String subject) {
    return Optional.ofNullable(read().get(subject));
  }

  /**
   * Keeps what would be appended, in place of what was kept of its subject.
   *
   * @param last the newest entry that it rests on
   */
  public synchronized void keep(long last, Draft draft) {
    Map<String, JournalEntry> kept = read();
    kept.put(draft.subject(), EntryLine.entry(draft, last + 1, InstantSource.system()));
    write(kept.values());
  }

  /** It was appended, or does not count any more. */
  public synchronized void forget(String subject) {
    Map<String, JournalEntry> kept = read();
    if (kept.remove(subject) != null) {
      write(kept.values());
    }
  }

  private Map<String, JournalEntry> read() {
    Map<String, JournalEntry> kept = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return kept;
    }
    try (RawLines lines = RawLines.open(file)) {
      for (RawLine line = lines.next(); line != null; line = lines.next()) {
        JournalEntry entry = EntryLine.decode(line.bytes(), file.toString());
        kept.put(entry.subject(), entry);
      }
    } catch (IOException | JournalException e) {
      log.warn("what could not be written to the journal before is not known: {}", e.toString());
    }
    return kept;
  }

  private void write(Collection<JournalEntry> kept) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    kept.forEach(entry -> lines.writeBytes(EntryLine.encode(entry)));
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(next);
      Files.createFile(next, StateDirectory.OWNER_ONLY_FILE);
      try (FileChannel out = FileChannel.open(next, WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(next, file, ATOMIC_MOVE);
      StateDirectory.sync(requireNonNull(file.getParent(), "parent"));
    } catch (IOException e) {
      log.warn("{} was not written: a restart would forget it: {}", file, e.toString());
    }
  }
}
