package dev.crossfade.config.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "legacy", "größe", "商品", "🦊 and more"})
  void of_aShortText_isTheText(String text) {
    assertThat(Excerpt.of(text)).isEqualTo(text);
  }

  /** Escapes that colour a terminal, line breaks that forge a message, bidi overrides. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\u001b", "\u0085", "\u2028", "\u202e", "\ufeff", "\ud800"})
  void of_aCharacterThatSteers_isReplaced(String character) {
    assertThat(Excerpt.of("a" + character + "b")).isEqualTo("a\ufffdb");
  }

  @Test
  void of_aLongText_isItsStart() {
    assertThat(Excerpt.of("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(Excerpt.of("x".repeat(61))).isEqualTo("x".repeat(60) + "…");
  }

  @Test
  void of_aLongTextOfPairs_cutsNone() {
    assertThat(Excerpt.of("🦊".repeat(1_000))).isEqualTo("🦊".repeat(60) + "…");
  }
}
