package dev.crossfade.seo.audit;

import dev.crossfade.seo.finding.Finding;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an audit has done so far, on disk: a line for each subject, written at once when it is done.
 * Killed at any byte, at most the last line is torn; it is cut off, and its subject is done again.
 * Thread-safe.
 *
 * <p>{@code checked.jsonl} has the subjects in the order in which they were done, {@code
 * concluded.jsonl} what was found at the end, {@code asked.json} what it is all about.
 */
public final class Spool implements AutoCloseable {
  private static final String CHECKED = "checked.jsonl";
  private static final String CONCLUDED = "concluded.jsonl";

  private final Path folder;
  private final SpoolLock lock;
  private final RandomAccessFile checked; // a channel would be closed by an interrupt
  private final BitSet done = new BitSet();
  private final String note;

  private Spool(Path folder, SpoolLock lock, RandomAccessFile checked, String note) {
    this.folder = folder;
    this.lock = lock;
    this.checked = checked;
    this.note = note;
  }

  /**
   * Opens the spool of this audit in a folder of spools.
   *
   * @param resume whether to go on with what is there; else it begins anew
   * @throws IOException it cannot be read or written, or another process is at it
   */
  public static Spool open(Path spools, Asked asked, boolean resume) throws IOException {
    Path folder = Files.createDirectories(spools.resolve(asked.name()));
    SpoolLock lock = SpoolLock.take(folder);
    try {
      SpoolHead before = SpoolHead.read(folder);
      boolean same = before != null && before.isOf(asked);
      boolean goesOn = resume && same;
      if (!goesOn) {
        Files.deleteIfExists(folder.resolve(CHECKED));
        SpoolHead.write(folder, asked);
      }
      Files.deleteIfExists(folder.resolve(CONCLUDED));
      RandomAccessFile checked = new RandomAccessFile(folder.resolve(CHECKED).toFile(), "rw");
      Spool spool = new Spool(folder, lock, checked, note(resume, before, same));
      spool.takeUp();
      return spool;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static String note(boolean resume, @Nullable SpoolHead before, boolean same) {
    if (resume && before == null) {
      return "no interrupted audit of this is there; it begins anew";
    }
    if (resume && !same) {
      return "the input has changed since the audit was interrupted; it begins anew";
    }
    return !resume && before != null
        ? "an interrupted audit of this was there (--resume goes on with one); it begins anew"
        : "";
  }

  /** Reads what is done, and cuts a torn line off. */
  private void takeUp() throws IOException {
    long end = 0;
    try (SpoolLines lines = new SpoolLines(input(CHECKED))) {
      for (SpoolLine line = lines.next(); line != null; line = lines.next()) {
        done.set(line.index());
        end = lines.position();
      }
    }
    checked.setLength(end);
    checked.seek(end);
  }

  /** What the one who asks must know of what was there before; empty: nothing. */
  public String note() {
    return note;
  }

  /** Whether this subject is done. */
  public synchronized boolean has(int index) {
    return done.get(index);
  }

  /** How many subjects are done. */
  public synchronized int size() {
    return done.cardinality();
  }

  /** Writes down what came of a subject. */
  synchronized void add(int index, Checked what) throws IOException {
    checked.write(SpoolLine.bytes(index, what));
    done.set(index);
  }

  /** Walks through all facts. */
  void facts(Consumer<String> reader) throws IOException {
    try (SpoolLines lines = new SpoolLines(input(CHECKED))) {
      for (SpoolLine line = lines.next(); line != null; line = lines.next()) {
        line.checked().facts().forEach(reader);
      }
    }
  }

  /** Where findings of the end go; to be closed. */
  Closing closing() throws IOException {
    return new Closing(
        Files.newOutputStream(folder.resolve(CONCLUDED), StandardOpenOption.CREATE_NEW));
  }

  /** Writes findings of the end down. */
  record Closing(OutputStream out) implements Consumer<Finding>, AutoCloseable {
    @Override
    public void accept(Finding finding) {
      try {
        out.write(SpoolLine.bytes(0, Checked.of(List.of(finding))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** All findings that stand, those of the end last. */
  public AuditReport.Findings findings(Predicate<Finding> stands) {
    return reader -> {
      Consumer<Finding> standing =
          finding -> {
            if (stands.test(finding)) {
              reader.accept(finding);
            }
          };
      try {
        findings(CHECKED, standing);
        findings(CONCLUDED, standing);
      } catch (IOException e) {
        throw new UncheckedIOException(folder + " cannot be read", e);
      }
    };
  }

  private void findings(String file, Consumer<Finding> reader) throws IOException {
    if (!Files.exists(folder.resolve(file))) {
      return;
    }
    try (SpoolLines lines = new SpoolLines(input(file))) {
      for (SpoolLine line = lines.next(); line != null; line = lines.next()) {
        line.checked().findings().forEach(reader);
      }
    }
  }

  private InputStream input(String file) throws IOException {
    return new BufferedInputStream(new FileInputStream(folder.resolve(file).toFile()), 1 << 16);
  }

  /** Takes it away: the audit is over and reported. */
  public void remove() throws IOException {
    close();
    for (String file :
        new String[] {CHECKED, CONCLUDED, SpoolHead.FILE, SpoolHead.ASIDE, SpoolLock.FILE}) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.deleteIfExists(folder);
  }

  /** Where it is, for people. */
  public Path folder() {
    return folder;
  }

  /** Lets go of it, and leaves it there. */
  @Override
  public void close() throws IOException {
    checked.close();
    lock.close();
  }
}
