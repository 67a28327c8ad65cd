package dev.crossfade.seo.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.finding.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page for people tells every rule of parity in the words of {@link Rule}. */
class ParityPageTest {
  @Test
  void parityPage_everyRule_saysWhatFindingsSay() throws IOException {
    String page = Files.readString(page());

    for (Rule rule : rules()) {
      String severity = rule.severity().name().toLowerCase(Locale.ROOT);
      assertThat(page)
          .contains("\n### %s · %s\n\nCompared: ".formatted(rule.id(), severity))
          .contains(
              "\nSearch engines: %s\nTo do: %s\n".formatted(rule.consequence(), rule.remedy()));
    }
  }

  @Test
  void parityPage_headings_areTheRulesInOrder() throws IOException {
    List<String> headings =
        Files.readString(page())
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4, line.indexOf(' ', 4)))
            .toList();

    assertThat(headings).isEqualTo(rules().stream().map(Rule::id).toList());
  }

  private static List<Rule> rules() {
    return Arrays.stream(Rule.values()).filter(rule -> rule.id().startsWith("SEO-")).toList();
  }

  private static Path page() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null) {
      Path page = directory.resolve("docs/parity.md");
      if (Files.exists(page)) {
        return page;
      }
      directory = directory.getParent();
    }
    throw new IllegalStateException("docs/parity.md is in no directory above this module");
  }
}
