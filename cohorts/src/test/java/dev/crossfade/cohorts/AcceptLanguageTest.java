package dev.crossfade.cohorts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptLanguageTest {
  @ParameterizedTest(name = "\"{0}\" prefers {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "de                            | de    | true",
        "DE                            | de    | true",
        "de-AT                         | de    | true",
        "de-AT                         | DE-at | true",
        "de                            | de-AT | false",
        "den                           | de    | false",
        "zh-Hant-TW                    | zh-Hant | true",
        "zh-Hans-CN                    | zh-Hant | false",
        // Browsers list English last; whom they ask in German is no English speaker.
        "de-DE,de;q=0.9,en;q=0.8       | de    | true",
        "de-DE,de;q=0.9,en;q=0.8       | en    | false",
        "en-US,en;q=0.5,de;q=0.3       | de    | false",
        "en;q=0.5, de                  | de    | true",
        "en;q=0.5, de;q=0.501          | de    | true",
        "en;q=0.50, de;q=0.5           | en    | true",
        "de;q=0                        | de    | false",
        "de;q=0, en;q=0.1              | en    | true",
        "de;q=0.000, en;q=0.001        | en    | true",
        "*                             | de    | false",
        "*, de;q=0.5                   | de    | false",
        "*;q=0.1, de;q=0.5             | de    | true",
        " de ; q=1.0 , en;q=0.9        | de    | true",
        "de;Q=0.9                      | de    | true",
        "de\t;\tq=0.9                  | de    | true",
        // What is malformed is as if it were not there.
        "de;q=2, en;q=0.1              | en    | true",
        "de;q=1.5, en;q=0.1            | en    | true",
        "de;q=-1, en;q=0.1             | en    | true",
        "de;q=, en;q=0.1               | en    | true",
        "de;q, en;q=0.1                | en    | true",
        "de;level=1, en;q=0.1          | en    | true",
        "de;q=0.1234, en;q=0.1         | en    | true",
        "de;q=0.9x, en;q=0.1           | en    | true",
        ",,de,,                        | de    | true",
        ";q=1, de;q=0.5                | de    | true",
        "''                            | de    | false",
        "','                           | de    | false",
        "';'                           | de    | false",
      })
  void prefers_header_isTheFirstOfTheGreatestWeight(String header, String range, boolean holds) {
    assertThat(AcceptLanguage.prefers(header, List.of(range))).isEqualTo(holds);
  }

  @Test
  void prefers_anyOfSeveralRanges_isEnough() {
    assertThat(AcceptLanguage.prefers("fr-CH, en;q=0.5", List.of("de", "fr"))).isTrue();
  }

  @Test
  void prefers_noHeader_isNo() {
    assertThat(AcceptLanguage.prefers(null, List.of("de"))).isFalse();
  }

  /** Whatever is sent, there is an answer; seeds make it the same each time. */
  @Test
  void prefers_anyText_isAnswered() {
    Random random = new Random(7);
    String letters = "de-*;q=0.1, \té\0";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      boolean prefers = AcceptLanguage.prefers(text.toString(), List.of("de"));

      assertThat(!prefers || text.indexOf("de") >= 0).as(text.toString()).isTrue();
    }
  }
}
