package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.problem.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarksTest {
  private static final Marks MARKS =
      Marks.of(
          """
          default: next
          cohorts:
            a: { country: [IN] }
            a.b: { country: IN }
          units:
            - name: shop
              match: { path: /** }
              exposure:
                percent: 5%
          """);

  @ParameterizedTest(name = "{0} is at {1}:{2}")
  @CsvSource({
    "default, 1, 1",
    "cohorts.a, 3, 3",
    "cohorts.a.country, 3, 8",
    "cohorts.a.country[0], 3, 18",
    "cohorts.a.b, 4, 3",
    "cohorts.a.b.country, 4, 10",
    "units[0], 6, 5",
    "units[0].exposure.percent, 9, 7"
  })
  void find_ofAKey_isWhereItIsWritten(String path, int line, int column) {
    assertThat(MARKS.find(path)).contains(new Mark(line, column));
  }

  /** An only item may stand without its list. */
  @Test
  void find_ofAnOnlyItem_isTheKeyItStandsUnder() {
    assertThat(MARKS.find("units[0].match[0].path[0]")).contains(new Mark(7, 14));
    assertThat(MARKS.find("units[0].match[0]")).contains(new Mark(7, 5));
  }

  @ParameterizedTest(name = "{0} is nearest at {1}:{2}")
  @CsvSource({"units[0].fallback.on, 6, 5", "units[7].name, 5, 1", "units[x, 5, 1"})
  void find_ofWhatIsNotWritten_isWhatIsAroundIt(String path, int line, int column) {
    assertThat(MARKS.find(path)).contains(new Mark(line, column));
  }

  @ParameterizedTest
  @CsvSource({"limits.body", "''", "defaults", "[0].x"})
  void find_ofWhatNothingIsAround_isNothing(String path) {
    assertThat(MARKS.find(path)).isEmpty();
  }

  @Test
  void of_whatIsNoYaml_hasNoPlaces() {
    assertThat(Marks.of("a: [").find("a")).isEmpty();
  }
}
