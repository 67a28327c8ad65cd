package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators are told about their configuration, word for word: every file of {@code
 * src/test/resources/golden} is an input and the expected outcome. A case is added by adding a
 * file. {@code mvn -pl config test -Dtest=GoldenTest -Dcrossfade.golden=write} writes the outcomes
 * anew; read the difference before it is committed: right place, one problem a mistake, and what
 * was expected instead.
 */
class GoldenTest {
  @TempDir static Path directory;

  @BeforeAll
  static void makeDirectory() throws IOException {
    GoldenFile.makeDirectory(directory);
  }

  @TestFactory
  Stream<DynamicTest> load_goldenInput_saysWhatTheFileExpects() throws IOException {
    return GoldenFile.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(golden)));
  }

  private static void check(GoldenFile golden) throws IOException {
    String outcome = GoldenFile.render(golden.load(directory), directory);
    if ("write".equals(System.getProperty("crossfade.golden"))) {
      golden.rewrite(outcome);
    } else {
      assertThat(outcome).isEqualTo(golden.expected());
    }
    assertThat(outcome).as("what a variable or a file holds").doesNotContain("hidden");
  }

  @Test
  void load_theSameInputTwice_saysTheSame() throws IOException {
    for (GoldenFile golden : GoldenFile.all()) {
      String once = GoldenFile.render(golden.load(directory), directory);

      String again = GoldenFile.render(golden.load(directory), directory);

      assertThat(again).as(golden.name()).isEqualTo(once);
    }
  }
}
