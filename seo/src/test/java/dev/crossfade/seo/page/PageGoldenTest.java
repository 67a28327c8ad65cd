package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is read of a page: every file of {@code src/test/resources/pages} is an answer, as it comes
 * over the wire, a line of ten hyphens, and the model. A case is added by adding a file. {@code mvn
 * -pl seo -am test -Dtest=PageGoldenTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dcrossfade.golden=write} writes the models anew; read the difference before it is committed.
 */
class PageGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/pages");
  private static final String SEPARATOR = "\n----------\n";

  @TestFactory
  Stream<DynamicTest> read_goldenAnswer_isTheModelOfTheFile() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(FOLDER)) {
      all.sorted().forEach(files::add);
    }
    return files.stream()
        .map(file -> DynamicTest.dynamicTest("" + file.getFileName(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    int end = text.lastIndexOf(SEPARATOR);
    assertThat(end).as("a line of ten hyphens").isPositive();
    String input = text.substring(0, end + 1);
    String model = PageText.of(read(input));
    if ("write".equals(System.getProperty("crossfade.golden"))) {
      Files.writeString(file, input + SEPARATOR.substring(1) + model);
    } else {
      assertThat(model).isEqualTo(text.substring(end + SEPARATOR.length()));
    }
  }

  private static Page read(String input) {
    int end = input.indexOf("\n\n");
    String[] lines = input.substring(0, end).split("\n", -1);
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(": ");
      fields
          .computeIfAbsent(lines[i].substring(0, colon), _ -> new ArrayList<>())
          .add(lines[i].substring(colon + 2));
    }
    byte[] body = input.substring(end + 2).getBytes(StandardCharsets.UTF_8);
    return Pages.read(Integer.parseInt(lines[0]), fields, body);
  }
}
