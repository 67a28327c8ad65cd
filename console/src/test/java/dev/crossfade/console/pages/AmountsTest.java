package dev.crossfade.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "0, 0 %",
    "0.00001, under 0.01 %",
    "0.0004, 0.04 %",
    "0.0417, 4.2 %",
    "0.1, 10 %",
    "0.416, 42 %",
    "0.9999, over 99 %",
    "1, 100 %",
  })
  void share_isRoundedToWhatMatters(double share, String text) {
    assertThat(Amounts.share(share)).isEqualTo(text);
  }

  @Test
  void number_hasASpaceBetweenThousands_andItsNoun() {
    assertThat(Amounts.of(1_248_000)).isEqualTo("1\u202f248\u202f000");
    assertThat(Amounts.of(1, "page", "pages")).isEqualTo("1 page");
    assertThat(Amounts.of(0, "page", "pages")).isEqualTo("0 pages");
  }
}
