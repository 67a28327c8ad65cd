package dev.crossfade.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegibleTest {
  @Test
  void text_thatTurnsOrHides_isShownByNumber() {
    assertThat(Legible.of("\u202egnp.exe\u0000")).isEqualTo("⟨U+202E⟩gnp.exe⟨U+0000⟩");
    assertThat(Legible.of("half \ud800")).isEqualTo("half ⟨U+D800⟩");
    assertThat(Legible.of("soft\u00adhyphen")).isEqualTo("soft⟨U+00AD⟩hyphen");
  }

  @Test
  void text_ofPeople_isLeftAlone() {
    String text = "naïve 👨‍👩‍👧 می‌خواهم\n\t¥ 39.90";

    assertThat(Legible.of(text)).isSameAs(text);
  }
}
