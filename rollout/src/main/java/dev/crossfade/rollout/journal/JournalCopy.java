package dev.crossfade.rollout.journal;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gateway last knew of a journal that is kept elsewhere, in a file of {@code state.dir}: for
 * a start while that other store is away. Nothing rests on it while the store answers, so a copy
 * that is damaged is started anew and one that cannot be written is a line in the log. Not
 * thread-safe; blocks on the disk.
 */
public final class JournalCopy implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(JournalCopy.class);

  /** Below this size a file is not worth rewriting. */
  private static final long SMALL = 8 << 20;

  private final Path path;
  private final String source;
  private final Entries found;
  private LogFile file;
  private long last;
  private long rewriteAt;
  private boolean failing;

  private JournalCopy(Path path, LogFile file, String source, Entries found) {
    this.path = path;
    this.file = file;
    this.source = source;
    this.found = found;
    this.last = found.lastSeq();
    this.rewriteAt = Math.max(SMALL, 2 * file.size());
  }

  /**
   * Opens the copy, or begins one.
   *
   * @param directory held by the caller
   * @param name the file's name
   * @param source what it is a copy of; one of something else is left out and written over
   * @throws JournalException if the file cannot be opened at all
   */
  public static JournalCopy open(StateDirectory directory, String name, String source) {
    Path path = directory.path().resolve(name);
    LogFile.Opened opened = opened(directory, path);
    if (opened.header().source().equals(source)) {
      return new JournalCopy(path, opened.file(), source, Entries.of(opened.entries()));
    }
    if (!opened.entries().isEmpty()) {
      log.warn(
          "{}: left out: it is a copy of {} (expected: of {})",
          path,
          opened.header().source(),
          source);
    }
    JournalCopy copy = new JournalCopy(path, opened.file(), source, Entries.NONE);
    copy.replace(Entries.NONE);
    return copy;
  }

  private static LogFile.Opened opened(StateDirectory directory, Path path) {
    String name = requireNonNull(path.getFileName(), "name").toString();
    try {
      return LogFile.open(directory.path(), name);
    } catch (JournalException e) {
      Path aside = path.resolveSibling(name + ".damaged");
      log.warn("{}; moved to {} and begun anew", e.getMessage(), aside.getFileName());
      try {
        Files.deleteIfExists(aside);
        Files.move(path, aside);
      } catch (IOException f) {
        throw new JournalException(
            "state.dir: " + path + " cannot be opened: " + JournalException.reason(f), f);
      }
      return LogFile.open(directory.path(), name);
    }
  }

  /** What was in the file when it was opened. */
  public Entries found() {
    return found;
  }

  /**
   * Brings the file up to what is known now: what is new is appended, and what it cannot append to
   * is written as a whole.
   */
  public void update(Entries now) {
    List<JournalEntry> following = now.after(last, Integer.MAX_VALUE);
    boolean follows = now.lastSeq() >= last;
    for (int i = 0; i < following.size(); i++) {
      follows &= following.get(i).seq() == last + 1 + i;
    }
    if (!follows || failing || file.size() > rewriteAt) {
      replace(now);
      return;
    }
    try {
      for (JournalEntry entry : following) {
        file.append(EntryLine.encode(entry));
        last = entry.seq();
      }
    } catch (JournalException e) {
      failed(e);
    }
  }

  /** Writes the file as a whole. */
  public void replace(Entries now) {
    try {
      file.rewrite(header(now), now.all());
      written(now);
    } catch (JournalException e) {
      failed(e);
    }
  }

  /** Whether the file, or the directory that has it, was taken away. */
  public boolean isGone() {
    return file.isGone();
  }

  /**
   * Makes the file again that is gone, in the directory of before, which is held again.
   *
   * @throws JournalException it cannot be made
   */
  public void restore(Entries now) {
    LogFile fresh =
        LogFile.write(
            requireNonNull(path.getParent(), "parent"),
            requireNonNull(path.getFileName(), "name").toString(),
            header(now),
            now.all());
    try (LogFile _ = file) { // the old one, which has lost its name
      file = fresh;
      written(now);
    } catch (IOException e) {
      log.debug("{}: the deleted file was not closed", path, e);
    }
  }

  private LogHeader header(Entries now) {
    return new LogHeader(now.size(), now.lastSeq(), source);
  }

  private void written(Entries now) {
    last = now.lastSeq();
    rewriteAt = Math.max(SMALL, 2 * file.size());
    failing = false;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void failed(JournalException e) {
    if (!failing) {
      log.warn("the copy of the journal is not kept: {}", e.getMessage(), e);
    }
    failing = true;
  }
}
