package dev.crossfade.seo.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever two storefronts say, the marks are of what they said, and of nothing else. */
class DifferencePropertyTest {
  /** Few words, so that texts have much in common. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "index", "noindex", ", ", " ", "/", "?page=2", "39.90", "EUR", "é", "👟", "<", "\n")
        .list()
        .ofMaxSize(30)
        .map(words -> String.join("", words));
  }

  @Property
  void parts_areTheTexts(@ForAll("texts") String legacy, @ForAll("texts") String next) {
    Difference difference = Difference.of(legacy, next);

    assertThat(all(difference.legacy())).isEqualTo(legacy);
    assertThat(all(difference.next())).isEqualTo(next);
  }

  @Property
  void parts_ofAnyTexts_areTheTexts(@ForAll String legacy, @ForAll String next) {
    Difference difference = Difference.of(legacy, next);

    assertThat(all(difference.legacy())).isEqualTo(legacy);
    assertThat(all(difference.next())).isEqualTo(next);
  }

  @Property
  void whatIsNotMarked_isTheSame(@ForAll("texts") String legacy, @ForAll("texts") String next) {
    Difference difference = Difference.of(legacy, next);

    assertThat(kept(difference.legacy())).isEqualTo(kept(difference.next()));
  }

  @Property
  void equalTexts_haveNoMark(@ForAll("texts") String text) {
    assertThat(Difference.of(text, text).legacy()).noneMatch(Difference.Part::changed);
  }

  private static String all(List<Difference.Part> parts) {
    return parts.stream().map(Difference.Part::text).collect(Collectors.joining());
  }

  private static String kept(List<Difference.Part> parts) {
    return all(parts.stream().filter(part -> !part.changed()).toList());
  }
}
