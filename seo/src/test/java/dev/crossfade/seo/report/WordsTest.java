package dev.crossfade.seo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.finding.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SEO_CANONICAL | category | 41    | 41 category pages name another canonical
          SEO_CANONICAL | category | 1     | 1 category page names another canonical
          SEO_NOINDEX   | other    | 3     | 3 pages are hidden from search
          SEO_H1        | ''       | 2     | 2 pages have another heading
          SEO_FLIP      | product  | 2     | 2 product pages were answered by both storefronts within a day
          SEO_VIEWPORT  | product  | 12480 | 12,480 product pages lost their viewport
          RED_CHAIN     | ''       | 2     | 2 old addresses lead on to another redirect
          RED_SHADOWED  | product  | 1     | 1 old product address can never match
          MAP_STATUS    | product  | 9     | The sitemap lists a page that fails, 9 times
          MAP_LIMIT     | ''       | 1     | The sitemap is too large
          ROB_CHANGED   | category | 7     | 7 category pages are crawled by other rules
          ROB_SIZE      | ''       | 1     | robots.txt is too large
          BOT_ERRORS    | product  | 2     | The site answers errors to crawlers, 2 times
          """)
  void sentence_ofARule_isOneThatPeopleSay(Rule rule, String template, long count, String said) {
    assertThat(Words.sentence(rule, template, count)).isEqualTo(said);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void sentence_ofEachRule_hasAVerbForSeveral(Rule rule) {
    String verb = Words.plural(rule.title()).split(" ", 2)[0];

    assertThat(verb).doesNotEndWith("s").isNotIn("is", "has", "was", "doe");
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "0, 100, 0 %",
    "1, 100000, < 0.1 %",
    "976, 1000, 97.6 %",
    "99999, 100000, 99.9 %",
    "7, 7, 100 %",
    "9, 7, 100 %",
    "0, 0, 0 %"
  })
  void share_ofAlmostAll_isNeverAll(long part, long whole, String said) {
    assertThat(Words.share(part, whole)).isEqualTo(said);
  }

  @Test
  void took_isAsRoundAsItIsLong() {
    assertThat(Words.took(Duration.ofMillis(420))).isEqualTo("0.4 s");
    assertThat(Words.took(Duration.ofSeconds(75))).isEqualTo("75 s");
    assertThat(Words.took(Duration.ofMinutes(21))).isEqualTo("21 min");
    assertThat(Words.took(Duration.ofMinutes(185))).isEqualTo("3 h 5 min");
  }
}
