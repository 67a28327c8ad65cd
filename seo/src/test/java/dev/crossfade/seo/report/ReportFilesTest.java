package dev.crossfade.seo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.seo.audit.AuditReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  @TempDir Path temp;

  @Test
  void reports_ofAnAudit_areWrittenAndNothingElse() throws IOException {
    Path csv = temp.resolve("a.csv");
    Path page = temp.resolve("a.html");
    Files.writeString(csv, "old");

    files(csv, page).write(Samples.few());

    assertThat(csv).content().startsWith("rule,severity,url");
    assertThat(page).content().startsWith("<!doctype html>");
    assertThat(names()).containsExactly("a.csv", "a.html");
  }

  @Test
  void report_thatIsInterrupted_leavesTheOldOne() throws IOException {
    Path csv = temp.resolve("a.csv");
    Files.writeString(csv, "old");
    AuditReport audit =
        new AuditReport(
            "parity",
            "Parity audit",
            "",
            Instant.EPOCH,
            Duration.ZERO,
            1,
            reader -> {
              throw new IllegalStateException("the findings are gone");
            },
            List.of(),
            List.of());

    assertThatThrownBy(() -> files(csv).write(audit)).hasMessage("the findings are gone");

    assertThat(csv).hasContent("old");
    assertThat(names()).containsExactly("a.csv");
  }

  @Test
  void folder_thatIsNotThere_isToldBefore() {
    Path file = temp.resolve("gone/a.csv");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> files(file))
        .withMessage(
            "%s: there is no folder %s (create it, or name another file)", file, file.getParent());
  }

  @Test
  void folder_insteadOfAFile_isToldBefore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> files(temp))
        .withMessage("%s: is a folder (expected: a file to write)", temp);
  }

  @Test
  void file_ofTwoReports_isToldBefore() throws IOException {
    Path file = Files.writeString(temp.resolve("a.csv"), "");
    Path link = Files.createSymbolicLink(temp.resolve("b.csv"), file);
    Path other = temp.resolve("x/../new.csv");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> files(file, link))
        .withMessage("%s: two reports go there (expected: a file each)", link);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> files(temp.resolve("new.csv"), other))
        .withMessage("%s: two reports go there (expected: a file each)", other);
  }

  @Test
  void link_toAFile_staysOne() throws IOException {
    Path file = Files.writeString(temp.resolve("a.csv"), "old");
    Path link = Files.createSymbolicLink(temp.resolve("b.csv"), file);

    files(link).write(Samples.few());

    assertThat(link).isSymbolicLink();
    assertThat(file).content().startsWith("rule,severity,url");
  }

  /** Linux has a file that is always full. */
  @Test
  void disk_thatIsFull_isNamedWithTheFile() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "there is no /dev/full here");
    Path csv = temp.resolve("a.csv");

    assertThatIOException()
        .isThrownBy(() -> files(full, csv).write(Samples.few()))
        .withMessage("/dev/full: not written: No space left on device");

    assertThat(csv).as("the other report").exists();
  }

  @Test
  void pipes_mayTakeTwoReports() {
    Path nothing = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(nothing), "there is no /dev/null here");

    assertThat(files(nothing, nothing)).isNotNull();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static ReportFiles files(Path... paths) {
    return ReportFiles.of(
        Arrays.stream(paths)
            .map(
                path ->
                    new ReportFiles.Target(
                        path,
                        path.toString().endsWith(".html") ? new HtmlReport() : new CsvReport()))
            .toList());
  }

  @Test
  void file_thatIsWritten_isLetGo() throws IOException {
    WholeFile whole = WholeFile.of(temp.resolve("a.csv"));
    java.io.OutputStream out = whole.open();
    try (whole) {
      out.write('a');
      whole.commit();
    }

    assertThat(temp.resolve("a.csv")).hasContent("a");
    assertThatThrownBy(() -> out.write('b'))
        .isInstanceOf(java.nio.channels.ClosedChannelException.class);
  }
}
