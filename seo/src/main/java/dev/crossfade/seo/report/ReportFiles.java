package dev.crossfade.seo.report;

import dev.crossfade.seo.audit.AuditReport;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files that an audit's reports go to. Looked at before the audit begins, so that a mistyped
 * folder does not cost the hour that it took; each is written whole or not at all.
 */
public final class ReportFiles {
  private final List<Target> targets;

  /** A report and the file that it goes to. */
  public record Target(Path file, Report report) {}

  private ReportFiles(List<Target> targets) {
    this.targets = List.copyOf(targets);
  }

  /**
   * Reports in the order they are written in.
   *
   * @throws IllegalArgumentException a file cannot be written, or two are one; the message is for
   *     people
   */
  public static ReportFiles of(List<Target> targets) {
    Set<Path> seen = new HashSet<>();
    for (Target target : targets) {
      Path place = place(target.file());
      boolean replaced = !Files.exists(place) || Files.isRegularFile(place);
      if (!seen.add(place) && replaced) {
        throw new IllegalArgumentException(
            target.file() + ": two reports go there (expected: a file each)");
      }
    }
    return new ReportFiles(targets);
  }

  /** Where it is, whatever links lead there. */
  private static Path place(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + ": is a folder (expected: a file to write)");
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          file + ": there is no folder " + folder + " (create it, or name another file)");
    }
    boolean open = Files.exists(file) ? Files.isWritable(file) : Files.isWritable(folder);
    if (!open) {
      throw new IllegalArgumentException(file + ": may not be written (name another file)");
    }
    try {
      return Files.exists(file)
          ? file.toRealPath()
          : folder.toRealPath().resolve(folder.relativize(absolute));
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes all of them. One that fails does not keep the others from being written.
   *
   * @throws IOException what was not written; the message names the file
   */
  public void write(AuditReport audit) throws IOException {
    IOException failed = null;
    for (Target target : targets) {
      try {
        write(target.report(), audit, target.file());
      } catch (IOException e) {
        if (failed == null) {
          failed = e;
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private static void write(Report report, AuditReport audit, Path file) throws IOException {
    try (WholeFile whole = WholeFile.of(file)) {
      report.write(audit, whole.open());
      whole.commit();
    } catch (IOException e) {
      throw new IOException(file + ": not written: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    String said = e.getMessage();
    return e instanceof FileSystemException || said == null ? e.toString() : said;
  }
}
