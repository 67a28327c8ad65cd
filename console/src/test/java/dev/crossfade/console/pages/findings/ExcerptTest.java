package dev.crossfade.console.pages.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.service.FindingService.Part;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is shown of a text. */
class ExcerptTest {
  @Test
  void longText_isCutButForWhatStandsAroundTheMark() {
    String start = "s".repeat(200);
    String end = "e".repeat(200);

    Excerpt excerpt =
        Excerpt.of(List.of(new Part(start, false), new Part("39.90", true), new Part(end, false)));

    assertThat(shown(excerpt))
        .isEqualTo("<152>" + "s".repeat(48) + "[39.90]" + "e".repeat(48) + "<152>");
  }

  @Test
  void textWithoutAMark_isCutAtItsEnd() {
    assertThat(shown(Excerpt.of(List.of(new Part("x".repeat(300), false)))))
        .isEqualTo("x".repeat(96) + "<204>");
    assertThat(shown(Excerpt.of(List.of(new Part("short", false))))).isEqualTo("short");
    assertThat(Excerpt.of(List.of()).isEmpty()).isTrue();
  }

  @Test
  void whatHides_isShown() {
    assertThat(shown(Excerpt.of(List.of(new Part("a\u202eb", true))))).isEqualTo("[a⟨U+202E⟩b]");
  }

  @Provide
  Arbitrary<List<Part>> parts() {
    Arbitrary<String> text =
        Arbitraries.of("a", "é", "👟", " ")
            .list()
            .ofMaxSize(200)
            .map(letters -> String.join("", letters));
    return Combinators.combine(text, Arbitraries.of(true, false)).as(Part::new).list().ofMaxSize(6);
  }

  /** Nothing marked is lost, nothing is cut in half, and what is left out is counted. */
  @Property
  void pieces_areTheWholeText_butForWhatIsCounted(@ForAll("parts") List<Part> parts) {
    Excerpt excerpt = Excerpt.of(parts);

    int length = excerpt.pieces().stream().mapToInt(p -> p.text().length() + p.left()).sum();
    assertThat(length).isEqualTo(parts.stream().mapToInt(part -> part.text().length()).sum());
    assertThat(marked(excerpt))
        .isEqualTo(
            parts.stream().filter(Part::changed).map(Part::text).collect(Collectors.joining()));
    assertThat(shown(excerpt)).doesNotContain("⟨U+D");
  }

  private static String marked(Excerpt excerpt) {
    return excerpt.pieces().stream()
        .filter(Excerpt.Piece::marked)
        .map(Excerpt.Piece::text)
        .collect(Collectors.joining());
  }

  private static String shown(Excerpt excerpt) {
    return excerpt.pieces().stream()
        .map(
            p -> p.left() > 0 ? "<" + p.left() + ">" : p.marked() ? "[" + p.text() + "]" : p.text())
        .collect(Collectors.joining());
  }
}
