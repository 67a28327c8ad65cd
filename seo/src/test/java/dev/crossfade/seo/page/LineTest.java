package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "' a  b\tc ', 9, a b c",
    "'ab c', 4, ab c",
    "'ab c', 3, ab",
    "'ab c', 2, ab",
    "'ab\u00adc', 3, abc",
    "'ab\ud83d\ude00', 3, ab",
  })
  void of_aText_isOneLineAndNoLongerThanAllowed(String text, int most, String line) {
    assertThat(Line.of(text, most)).isEqualTo(line);
  }

  @Test
  void append_afterAWordThatHadNoRoom_addsNothing() {
    Line line = new Line(3);

    assertThat(line.append("ab ").append("c").append("d")).hasToString("ab");
  }
}
