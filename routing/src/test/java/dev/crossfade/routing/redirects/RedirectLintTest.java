package dev.crossfade.routing.redirects;

import static dev.crossfade.routing.redirects.Policies.exact;
import static dev.crossfade.routing.redirects.Policies.pattern;
import static dev.crossfade.routing.redirects.Policies.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedirectLintTest {
  private static List<String> lint(RedirectRule... rules) {
    return RedirectLint.of(List.of(rules)).stream()
        .map(problem -> problem.rule() + " " + problem.line() + " " + problem.source())
        .toList();
  }

  @Test
  void of_goodRules_findsNothing() {
    assertThat(lint(exact(1, "/a", "/b"), prefix(2, "/c/", "/d/"), pattern(3, "^/e(.*)$", "/f$1")))
        .isEmpty();
  }

  @Test
  void of_ring_namesEachOfIt() {
    assertThat(lint(exact(1, "/a", "/b"), exact(2, "/b", "/a"), exact(3, "/c", "/c")))
        .containsExactly("RED-LOOP 1 /a", "RED-LOOP 2 /b", "RED-LOOP 3 /c");
  }

  @Test
  void of_chain_saysWhereToLeadIt() {
    List<RedirectProblem> problems =
        RedirectLint.of(List.of(exact(1, "/a", "/b"), exact(2, "/b", "/c")));

    assertThat(problems)
        .singleElement()
        .extracting(RedirectProblem::message)
        .isEqualTo("leads on to /b (map.csv:2); lead it straight to /c");
  }

  @Test
  void of_sameSourceTwice_isADuplicateOrAConflict() {
    assertThat(lint(exact(1, "/a", "/b"), exact(2, "/%61", "/b"), exact(3, "/a", "/c")))
        .containsExactly("RED-DUPLICATE 2 /a", "RED-CONFLICT 3 /a");
  }

  @Test
  void of_patternBehindWhatWins_isShadowed() {
    assertThat(
            lint(
                exact(1, "/a.html", "/x"),
                prefix(2, "/blog/", "/j/"),
                pattern(3, "^/a\\.html$", "/y"),
                pattern(4, "^/blog/(\\d+)$", "/z"),
                pattern(5, "^/blog(\\d+)$", "/z")))
        .containsExactly("RED-SHADOWED 3 ^/a\\.html$", "RED-SHADOWED 4 ^/blog/(\\d+)$");
  }

  @Test
  void of_manyToOnePage_saysSoOnce() {
    List<RedirectRule> rules = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      rules.add(exact(i, "/" + i, i <= 3 ? "/" : "https://h.de/one"));
      rules.add(exact(100 + i, "/m" + i, "/two"));
    }

    assertThat(lint(rules.toArray(RedirectRule[]::new)))
        .containsExactly("RED-HOME 1 /1", "RED-MANY 101 /m1");
  }

  @Test
  void of_temporaryAndInvalid_saysSo() {
    assertThat(
            lint(
                Policies.rule(1, exact(1, "/a", "").source(), "/b", 302),
                exact(2, "/c", "mailto:x")))
        .containsExactly("RED-TEMPORARY 1 /a", "RED-INVALID 2 /c");
  }
}
