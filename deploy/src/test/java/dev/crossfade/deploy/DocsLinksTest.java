package dev.crossfade.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages lead where they say, and every page can be found from the README. */
class DocsLinksTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  static List<DocsPage> pages() {
    return DocsPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void link_withinTheProject_leadsToAFileAndAHeading(DocsPage page) {
    assertThat(targets(page).flatMap(target -> broken(page, target).stream())).isEmpty();
  }

  @Test
  void page_belowDocs_isLinkedFromTheReadmeOrAnIndex() {
    List<DocsPage> pages = pages();
    String linked =
        pages.stream()
            .filter(page -> page.path().endsWith("README.md"))
            .flatMap(page -> targets(page).map(target -> resolved(page, target).toString()))
            .collect(Collectors.joining("\n", "\n", "\n"));

    assertThat(pages.stream().filter(page -> page.path().startsWith("docs")))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(linked).contains("\n" + page.file() + "\n"));
  }

  private static Stream<String> targets(DocsPage page) {
    return page.prose().stream()
        .flatMap(line -> LINK.matcher(line).results().map(found -> found.group(1)))
        .filter(target -> !target.matches("(https?|mailto):.*"));
  }

  private static Path resolved(DocsPage page, String target) {
    String file = target.replaceFirst("#.*", "");
    return file.isEmpty() ? page.file() : page.file().resolveSibling(file).normalize();
  }

  /** What is wrong with a link, or nothing. */
  private static Optional<String> broken(DocsPage page, String target) {
    Path file = resolved(page, target);
    if (!Files.exists(file)) {
      return Optional.of(target + " (expected: a file of the project)");
    }
    int hash = target.indexOf('#');
    if (hash < 0) {
      return Optional.empty();
    }
    String anchor = target.substring(hash + 1);
    var anchors = DocsPage.read(file).anchors();
    return anchors.contains(anchor)
        ? Optional.empty()
        : Optional.of(target + " (expected: one of " + anchors + ")");
  }
}
