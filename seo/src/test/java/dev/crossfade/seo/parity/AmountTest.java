package dev.crossfade.seo.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "19.9|19.90",
        "19,90|19.90",
        "19,90 €|€ 19.90",
        "EUR 19.90|19.9",
        "1.234,50|1234.5",
        "1,234.50|1234.5",
        "1 234,50|1234.50",
        "1'234.50|1234.50",
        "1.234|1234",
        "1.234|1.234",
        "1.234.567|1234567",
        "19.-|19",
        "019.90|19.9",
      })
  void isSame_spellingsOfOnePrice_areOne(String one, String other) {
    assertThat(amount(one).isSame(amount(other))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "19.90|19.91",
        "19|190",
        "1.234,50|1.235,50",
        "0|19.90",
        "12.34|1234",
        "1.2345|12345"
      })
  void isSame_anotherPrice_isNot(String one, String other) {
    assertThat(amount(one).isSame(amount(other))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "free", "-", "€", "19.90 – 29.90", "1234567890123456789012345"})
  void parse_noPrice_isNone(String written) {
    assertThat(Amount.parse(written)).isNull();
  }

  @Test
  void toString_anyScale_hasTwoDecimalsAtLeast() {
    assertThat(amount("19.9")).hasToString("19.90");
    assertThat(amount("19")).hasToString("19.00");
    assertThat(amount("0.0125")).hasToString("0.0125");
    assertThat(amount("1000")).hasToString("1000.00");
  }

  private static Amount amount(String written) {
    return Objects.requireNonNull(Amount.parse(written), written);
  }
}
