package dev.crossfade.routing.redirects;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternLiteralsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '\'',
      value = {
        "^/product-(\\d+)\\.html$ /product- /product-",
        "^/p/.*-sale\\.html$ /p/ -sale.html",
        "^/ab?c /a /a",
        "^/ab{0,2}cde /a cde",
        "^/ab+c /ab /ab",
        "shoe '' shoe",
        "^/a|/b '' ''",
        "(?i)^/a '' ''",
        "^/(a|b)/long[x/]y / /long",
        "^/\\x41bc '' ''",
        "^(/a)? '' ''",
      })
  void of_pattern_saysWhatEveryMatchHas(String pattern, String start, String within) {
    PatternLiterals literals = PatternLiterals.of(Pattern.compile(pattern));

    assertThat(literals.start()).isEqualTo(start);
    assertThat(literals.within()).isEqualTo(within);
  }
}
