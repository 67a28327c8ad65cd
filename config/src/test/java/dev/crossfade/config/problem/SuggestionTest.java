package dev.crossfade.config.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("legacy", "next", "staff", "timeouts", "hostHeader", "tls", "to", "x");

  @ParameterizedTest(name = "{0} for {1}")
  @CsvSource({
    "lagacy, legacy",
    "legcay, legacy",
    "Legacy, legacy",
    "LEGACY, legacy",
    "nxt, next",
    "nex, next",
    "nextt, next",
    "staf, staff",
    "timeout, timeouts",
    "hostheader, hostHeader",
    "tsl, tls",
    "too, to"
  })
  void nearest_aTypingMistake_isTheWordMeant(String word, String meant) {
    assertThat(Suggestion.nearest(word, KNOWN)).hasValue(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "warehouse", "y", "zzzz", "old", "legitimacies"})
  void nearest_anotherWord_isNone(String word) {
    assertThat(Suggestion.nearest(word, KNOWN)).isEmpty();
  }

  @Test
  void nearest_twoAsNear_isTheSameOneEveryTime() {
    assertThat(Suggestion.nearest("cat", List.of("rat", "bat"))).hasValue("bat");
    assertThat(Suggestion.nearest("cat", List.of("bat", "rat"))).hasValue("bat");
  }

  @Test
  void of_nothingNear_listsWhatThereIs() {
    assertThat(Suggestion.of("zzzz", List.of("a", "b"), "nothing"))
        .isEqualTo(" (expected: one of a, b)");
    assertThat(Suggestion.of("zzzz", List.of("a"), "nothing")).isEqualTo(" (expected: a)");
    assertThat(Suggestion.of("zzzz", List.of(), "a name")).isEqualTo(" (expected: a name)");
  }

  @Test
  void of_aMultitude_listsSomeOfThem() {
    List<String> many = IntStream.range(100, 1_000).mapToObj(i -> "cohort-" + i).toList();

    String suggestion = Suggestion.of("zzzz", many, "nothing");

    assertThat(suggestion).contains("cohort-100, cohort-101").endsWith("and 876 more)");
    assertThat(suggestion).hasSizeLessThan(400);
  }

  @Test
  void of_aWordOfAMegabyte_isNotCompared() {
    assertThat(Suggestion.nearest("x".repeat(1 << 20), KNOWN)).isEmpty();
  }
}
