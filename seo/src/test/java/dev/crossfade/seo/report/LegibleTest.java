package dev.crossfade.seo.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LegibleTest {
  @Test
  void line_thatTurnsLettersRound_showsWhatDoesIt() {
    assertThat(Legible.line("a\u202egnp.exe")).isEqualTo("a⟨U+202E⟩gnp.exe");
  }

  /** A terminal runs what follows an escape. */
  @Test
  void line_withControls_showsThem() {
    assertThat(Legible.line("a\u001b[2J\u0000\u0085b")).isEqualTo("a⟨U+001B⟩[2J⟨U+0000⟩⟨U+0085⟩b");
  }

  @Test
  void line_ofSeveral_isOne() {
    assertThat(Legible.line("a\r\nb\tc\u2028d")).isEqualTo("a  b c⟨U+2028⟩d");
    assertThat(Legible.lines("a\r\nb\tc")).isEqualTo("a \nb\tc");
  }

  @Test
  void line_ofAnyLanguage_isKept() {
    String text = "שלום नमस्ते 👩‍👩‍👧 naïve می‌خواهم";

    assertThat(Legible.line(text)).isEqualTo(text);
    assertThat(Legible.wellFormed(text)).isEqualTo(text);
  }

  @Test
  void wellFormed_ofHalfAPair_isReplaced() {
    assertThat(Legible.wellFormed("a\ud800b\udc00\uffff\u0000")).isEqualTo("a�b���");
  }

  @Test
  void cut_betweenHalvesOfAPair_takesBoth() {
    assertThat(Legible.cut("ab👟c", 3)).isEqualTo("ab…");
  }
}
