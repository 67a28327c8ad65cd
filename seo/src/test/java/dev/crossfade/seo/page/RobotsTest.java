package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          noindex                                        | {*=[noindex]}
          NoIndex,NOFOLLOW                               | {*=[noindex, nofollow]}
          noindex nofollow                               | {*=[noindex, nofollow]}
          googlebot: noindex, nofollow                   | {googlebot=[noindex, nofollow]}
          BadBot: noindex, GoogleBot: nofollow           | {badbot=[noindex], googlebot=[nofollow]}
          max-snippet: 20, max-image-preview:large       | {*=[max-snippet: 20, max-image-preview: large]}
          unavailable_after: 25 Jun 2010 15:00:00 PST    | {*=[unavailable_after: 25 jun 2010 15:00:00 pst]}
          unavailable_after: Friday, 25-Jun-10 15:00 UTC, noindex | {*=[unavailable_after: friday, 25-jun-10 15:00 utc, noindex]}
          otherbot: unavailable_after: 2030-01-01        | {otherbot=[unavailable_after: 2030-01-01]}
          all,, ,                                        | {*=[all]}
          ''                                             | {}
          :noindex                                       | {*=[: noindex]}
          """)
  void field_isReadByAgentAndDirective(String value, String byAgent) {
    Page page = Pages.fields(200, Map.of("X-Robots-Tag", List.of(value)));

    assertThat(page.indexing().byAgent()).hasToString(byAgent);
  }

  @Test
  void fields_thatAreSeveral_speakToEverybodyEach() {
    Page page =
        Pages.fields(200, Map.of("x-robots-tag", List.of("bingbot: nofollow", "noarchive")));

    assertThat(page.indexing().byAgent())
        .isEqualTo(Map.of("bingbot", List.of("nofollow"), "*", List.of("noarchive")));
    assertThat(page.indexing().sources())
        .containsExactly("X-Robots-Tag: bingbot: nofollow", "X-Robots-Tag: noarchive");
  }

  @Test
  void hides_asSoonAsAnyOfAllSaysSo() {
    Page page =
        Pages.read(
            200,
            Map.of("Content-Type", List.of("text/html"), "X-Robots-Tag", List.of("bingbot: none")),
            "<head><meta name=robots content='index, follow'><meta name=Googlebot content=noindex>"
                .getBytes(StandardCharsets.UTF_8));

    assertThat(page.indexing().hides("googlebot")).isTrue();
    assertThat(page.indexing().hides("bingbot")).isTrue();
    assertThat(page.indexing().hides("otherbot")).isFalse();
    assertThat(page.indexing().says("otherbot", "follow")).isTrue();
  }

  @Test
  void meta_inTheBody_counts() {
    Page page = Pages.body("<p>x<meta name=robots content=noindex>");

    assertThat(page.indexing().hides("googlebot")).isTrue();
    assertThat(page.indexing().sources()).containsExactly("meta robots in body: noindex");
  }

  @Test
  void meta_inNoscriptOrATemplate_doesNotCount() {
    String robots = "<meta name=robots content=noindex>";

    assertThat(Pages.head("<noscript>" + robots + "</noscript>").indexing().sources()).isEmpty();
    assertThat(Pages.body("<template>" + robots + "</template>").indexing().sources()).isEmpty();
  }
}
