package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page for operators is the generated reference behind an introduction. {@code mvn -pl config
 * test -Dtest=ReferencePageTest -Dcrossfade.golden=write} brings it up to date.
 */
class ReferencePageTest {
  private static final String BEGIN = "<!-- generated: every key -->\n";
  private static final String END = "<!-- end -->\n";

  @Test
  void reference_everyKeyOfTheSchema_isNamed() {
    Set<String> keys = new TreeSet<>();
    collectKeys(JsonMapper.shared().readTree(ConfigLoader.schema()), keys);
    String reference = ConfigLoader.reference();

    List<String> missing =
        keys.stream()
            .filter(
                key -> !reference.contains("." + key + "`") && !reference.contains("`" + key + "`"))
            .toList();

    assertThat(keys).hasSizeGreaterThan(100);
    assertThat(missing).isEmpty();
  }

  private static void collectKeys(JsonNode schema, Set<String> keys) {
    keys.addAll(schema.path("properties").propertyNames());
    schema.values().forEach(below -> collectKeys(below, keys));
  }

  @Test
  void reference_everyRow_saysWhatTheKeyMeans() {
    assertThat(ConfigLoader.reference().lines().filter(line -> line.startsWith("| `")))
        .allMatch(line -> !line.split("(?<!\\\\)\\|", -1)[2].isBlank());
  }

  @Test
  void configurationPage_generatedPart_isUpToDate() throws IOException {
    Path page = page();
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(text).contains(BEGIN, END);

    if ("write".equals(System.getProperty("crossfade.golden"))) {
      String updated = text.substring(0, begin) + ConfigLoader.reference() + text.substring(end);
      Files.writeString(page, updated);
    } else {
      assertThat(text.substring(begin, end)).isEqualTo(ConfigLoader.reference());
    }
  }

  private static Path page() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null) {
      Path page = directory.resolve("docs/configuration.md");
      if (Files.exists(page)) {
        return page;
      }
      directory = directory.getParent();
    }
    throw new IllegalStateException("docs/configuration.md is in no directory above this module");
  }
}
