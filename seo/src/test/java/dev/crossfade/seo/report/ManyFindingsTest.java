package dev.crossfade.seo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million findings as everything at once, by a process whose heap could not hold them. */
class ManyFindingsTest {
  private static final String HEAP = "-Xmx48m";
  private static final int FINDINGS = 1_000_000;

  @Test
  void reports_ofAMillionFindings_fitIntoASmallHeap(@TempDir Path temp)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ManyFindingsTest.class.getName(),
                temp.toString())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(temp.resolve("log"))).isZero();
    assertThat(temp.resolve("a.html"))
        .satisfies(file -> assertThat(file.toFile().length()).isBetween(500_000L, 3L << 20));
    try (Stream<String> rows = Files.lines(temp.resolve("a.csv"))) {
      assertThat(rows.count()).isEqualTo(FINDINGS + 1);
    }
    try (Stream<String> lines = Files.lines(temp.resolve("a.json"))) {
      assertThat(lines.filter(line -> line.startsWith("{\"rule\"")).count()).isEqualTo(FINDINGS);
    }
    assertThat(temp.resolve("a.txt"))
        .content()
        .contains("250,000 critical", "would lose rankings, on about ");
    assertThat(temp.resolve("a.xml")).content().contains("value=\"250000\"");
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    ReportFiles.of(
            List.of(
                new ReportFiles.Target(folder.resolve("a.json"), new JsonReport()),
                new ReportFiles.Target(folder.resolve("a.csv"), new CsvReport()),
                new ReportFiles.Target(folder.resolve("a.xml"), new JUnitReport()),
                new ReportFiles.Target(folder.resolve("a.txt"), TextReport.plain()),
                new ReportFiles.Target(folder.resolve("a.html"), HtmlReport.beside("a.csv"))))
        .write(Samples.large(FINDINGS));
  }
}
