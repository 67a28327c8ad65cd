package dev.crossfade.seo.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.finding.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Pairs of pages and what is found, word for word: every file of {@code
 * src/test/resources/parity/<rule>} is a {@link GoldenCase}, a line of ten hyphens and the outcome.
 * A case is added by adding a file. {@code mvn -pl seo -am test -Dtest=ParityGoldenTest
 * -Dcrossfade.golden=write} writes the outcomes anew.
 */
class ParityGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/parity");

  @TestFactory
  Stream<DynamicTest> compare_goldenPages_findsWhatTheFileExpects() throws IOException {
    return files().stream()
        .map(
            file -> DynamicTest.dynamicTest(FOLDER.relativize(file).toString(), () -> check(file)));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static void check(Path file) throws IOException {
    String text = Files.readString(file);
    int end = text.lastIndexOf("\n" + GoldenCase.SEPARATOR) + 1;
    assertThat(end).as("the last line of ten hyphens").isPositive();
    String input = text.substring(0, end);
    String outcome = new GoldenCase(input).outcome();
    if ("write".equals(System.getProperty("crossfade.golden"))) {
      Files.writeString(file, input + GoldenCase.SEPARATOR + outcome);
    } else {
      assertThat(outcome).isEqualTo(text.substring(end + GoldenCase.SEPARATOR.length()));
    }
  }

  /** Each rule of two pages has a pair that breaks it and one that only seems to. */
  @Test
  void folder_everyRule_hasBothOutcomes() throws IOException {
    List<Path> files = files();
    for (ParityRule rule : Parity.RULES) {
      Rule id = rule.rule();
      String folder = id.id().toLowerCase(Locale.ROOT);
      int broken = 0;
      int sound = 0;
      for (Path file : files) {
        if (file.startsWith(FOLDER.resolve(folder))) {
          String outcome = Files.readString(file);
          broken += outcome.contains("\n" + id + " ") ? 1 : 0;
          sound += outcome.endsWith("\nnothing\n") ? 1 : 0;
        }
      }
      assertThat(broken).as("cases that break " + id).isPositive();
      assertThat(sound).as("sound cases of " + id).isPositive();
    }
  }
}
