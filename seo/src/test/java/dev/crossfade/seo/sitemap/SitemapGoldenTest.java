package dev.crossfade.seo.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Sitemaps that break the protocol, one rule each, and what is found: every file of {@code
 * src/test/resources/sitemap} is an input, a line of ten hyphens, and the outcome. A case is added
 * by adding a file. {@code mvn -pl seo -am test -Dtest=SitemapGoldenTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dcrossfade.golden=write} writes the outcomes anew.
 */
class SitemapGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/sitemap");
  private static final String SEPARATOR = "----------\n";

  @TestFactory
  Stream<DynamicTest> read_goldenInput_saysWhatTheFileExpects() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    return files.stream()
        .map(
            file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> check(file)));
  }

  /** Some inputs are no UTF-8 on purpose, so a character stands for a byte. */
  private static void check(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf(SEPARATOR);
    assertThat(end).as("the line of ten hyphens").isNotNegative();
    byte[] input = text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
    String outcome = outcome(input);
    if ("write".equals(System.getProperty("crossfade.golden"))) {
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(input);
        out.write((SEPARATOR + outcome).getBytes(StandardCharsets.UTF_8));
      }
      return;
    }
    byte[] expected =
        text.substring(end + SEPARATOR.length()).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(outcome).isEqualTo(new String(expected, StandardCharsets.UTF_8));
  }

  private static String outcome(byte[] input) {
    CollectedMap map = CollectedMap.of(input);
    SitemapSummary summary = map.summary();
    return summary.kind()
        + ", entries "
        + summary.entries()
        + (summary.images() > 0 ? ", images " + summary.images() : "")
        + (summary.videos() > 0 ? ", videos " + summary.videos() : "")
        + (summary.news() > 0 ? ", news " + summary.news() : "")
        + "\n"
        + String.join("\n", map.lines)
        + "\n";
  }
}
