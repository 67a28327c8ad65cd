package dev.crossfade.seo.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {
  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          index, follow      | noindex, follow    | [index], follow       | [noindex], follow
          /c/dresses?page=2  | /c/dresses         | /c/dresses[?page=2]   | /c/dresses
          Product, Offer, List | Product, List    | Product, [Offer, ]List | Product, List
          39.90 EUR          | 49.95 EUR          | [39.90] EUR           | [49.95] EUR
          the same           | the same           | the same              | the same
          Red dress (sale)   | Blue shirt (sale)  | [Red dress] (sale)    | [Blue shirt] (sale)
          naïve 👟 shoe       | naïve 👠 shoe       | naïve [👟] shoe        | naïve [👠] shoe
          """)
  void difference_ofTwoTexts_isMarkedByPhrases(
      String legacy, String next, String left, String right) {
    Difference difference = Difference.of(legacy, next);

    assertThat(marked(difference.legacy())).isEqualTo(left);
    assertThat(marked(difference.next())).isEqualTo(right);
  }

  @Test
  void difference_ofLongTexts_isAllOfThem() {
    Difference difference = Difference.of("a ".repeat(1_000), "b ".repeat(1_000));

    assertThat(difference.legacy()).hasSize(1);
    assertThat(difference.next().getFirst().changed()).isTrue();
  }

  private static String marked(List<Difference.Part> parts) {
    return parts.stream()
        .map(part -> part.changed() ? "[" + part.text() + "]" : part.text())
        .collect(Collectors.joining());
  }
}
