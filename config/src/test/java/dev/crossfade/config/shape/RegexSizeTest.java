package dev.crossfade.config.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RE2 writes counted repeats out; three of a thousand inside each other took all of the heap. */
class RegexSizeTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = ' ',
      value = {
        "abc 3",
        "a{3} 3",
        "a{3,} 4",
        "a{2,5} 5",
        "(ab){10} 30",
        "((a{10}){10}){10} 1110",
        "[a-z]{10} 10",
        "[]{9}]a 2",
        "[^]{9}]a 2",
        "[[:alpha:]{9}]a 2",
        "[\\]{9}]a 2",
        "\\{9} 3",
        "\\p{Greek}{9} 9",
        "\\Q(a{9}\\E 7",
        "a{x} 4",
        "a{0} 1"
      })
  void of_anExpression_isWhatItBecomes(String regex, long size) {
    assertThat(RegexSize.of(regex)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(((a{100}){100}){100}){100}",
        "\\Q[\\E((a{1000}){1000}){1000}]",
        "((a{1000}){1000}){1000}(",
        "(([)]{1000}){1000}){1000}",
        "a{999999999}"
      })
  void of_aBomb_isTooLarge(String regex) {
    assertThat(RegexSize.of(regex)).isGreaterThan(RegexSize.MOST);
  }

  @Test
  void of_nestedRepeatsWithoutEnd_isTooLarge() {
    assertThat(RegexSize.of("(".repeat(300) + "a" + "{2})".repeat(300)))
        .isGreaterThan(RegexSize.MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(", ")", "[", "\\", "\\Q", "a{", "{1}", "))((", "[[:", "\\p{"})
  void of_anUnfinishedExpression_isSmall(String regex) {
    assertThat(RegexSize.of(regex)).isLessThan(20);
  }
}
