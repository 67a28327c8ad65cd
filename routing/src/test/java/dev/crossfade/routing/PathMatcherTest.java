package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.config.value.PathPattern;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PathMatcherTest {
  @ParameterizedTest(name = "{0} matches {1}")
  @CsvSource({
    "/,/",
    "/cart,/cart",
    "/cart/,/cart/",
    "/p/*,/p/shoe",
    "/p/*,/p/",
    "/p/*,/p/a.b-c",
    "/p/*.html,/p/shoe.html",
    "/p/*.html,/p/.html",
    "/p/a*b*c,/p/abc",
    "/p/a*b*c,/p/a-b-b-c",
    "/p/*-*,/p/red-shoe-43",
    "/*/reviews,/shoe/reviews",
    "/**,/",
    "/**,/a",
    "/**,/a/b/c",
    "/**,/a/",
    "/checkout/**,/checkout",
    "/checkout/**,/checkout/",
    "/checkout/**,/checkout/pay",
    "/checkout/**,/checkout/pay/card",
    "/**/edit,/edit",
    "/**/edit,/a/edit",
    "/**/edit,/a/b/edit",
    "/**/edit,/edit/edit",
    "/a/**/z,/a/z",
    "/a/**/z,/a/b/z",
    "/a/**/z,/a/z/z",
    "/a/**/m/**/z,/a/m/z",
    "/a/**/m/**/z,/a/1/m/2/3/z",
    "/**/*.css,/x/y.css",
    "/**/**,/",
    "/**/**/x,/x",
  })
  void matches_pathOfThePattern_isTrue(String pattern, String path) {
    assertThat(matches(pattern, path)).isTrue();
  }

  @ParameterizedTest(name = "{0} does not match {1}")
  @CsvSource({
    "/,/cart",
    "/cart,/",
    "/cart,/cart/",
    "/cart/,/cart",
    "/cart,/carts",
    "/cart,/Cart",
    "/cart,/cart/x",
    "/p/*,/p",
    "/p/*,/p/a/b",
    "/p/*.html,/p/shoe.htm",
    "/p/a*b*c,/p/acb",
    "/p/aba*aba,/p/aba",
    "/*/reviews,/a/b/reviews",
    "/checkout/**,/checkouts",
    "/checkout/**,/",
    "/checkout/**,/shop/checkout",
    "/**/edit,/a/edit/b",
    "/**/edit,/editor",
    "/a/**/z,/a",
    "/a/**/z,/z",
    "/a/**/m/**/z,/a/z/m",
    "/**,*",
    "/**,''",
    "/cart,cart",
  })
  void matches_anyOtherPath_isFalse(String pattern, String path) {
    assertThat(matches(pattern, path)).isFalse();
  }

  /** What is not a wildcard stands for itself, also what other pattern languages would read. */
  @ParameterizedTest
  @MethodSource
  void matches_charactersOfOtherPatternLanguages_areLiteral(String text) {
    assertThat(matches("/p/" + text, "/p/" + text)).isTrue();
    assertThat(matches("/p/" + text, "/p/a")).isFalse();
  }

  static Stream<Arguments> matches_charactersOfOtherPatternLanguages_areLiteral() {
    return Stream.of(
        argumentSet("a dot", "."),
        argumentSet("a plus sign", "a+"),
        argumentSet("brackets", "[abc]"),
        argumentSet("braces", "{a,b}"),
        argumentSet("a group", "(a|b)"),
        argumentSet("anchors", "^a$"),
        argumentSet("percent signs", "%61"));
  }

  /** Random patterns and paths over few letters, so that many match and many almost do. */
  @Test
  void matches_randomPatterns_isWhatTheDefinitionSays() {
    Random random = new Random(20_261_121);
    int matched = 0;
    for (int i = 0; i < 100_000; i++) {
      String pattern = pattern(random);
      String path = path(random);
      boolean expected = byDefinition(segments(pattern), segments(path));
      matched += expected ? 1 : 0;

      assertThat(matches(pattern, path)).as("%s on %s", pattern, path).isEqualTo(expected);
    }
    assertThat(matched).isBetween(5_000, 95_000);
  }

  /** A matcher that tries everything would take longer than the universe has been there. */
  @ParameterizedTest
  @MethodSource
  void matches_hostilePattern_answersAtOnce(String pattern, String path) {
    PathMatcher matcher = PathMatcher.of(PathPattern.parse(pattern));

    assertTimeout(Duration.ofSeconds(2), () -> assertThat(matcher.matches(path)).isFalse());
  }

  static Stream<Arguments> matches_hostilePattern_answersAtOnce() {
    return Stream.of(
        argumentSet(
            "many stars in a segment", "/" + "*a".repeat(60) + "b", "/" + "a".repeat(8_000)),
        argumentSet("many double stars", "/**/a".repeat(60) + "/b", "/a".repeat(4_000)),
        argumentSet(
            "both at once", "/**/*a*a*a*a*".repeat(30) + "/b", ("/" + "a".repeat(40)).repeat(200)));
  }

  private static boolean matches(String pattern, String path) {
    return PathMatcher.of(PathPattern.parse(pattern)).matches(path);
  }

  private static String pattern(Random random) {
    String[] parts = {"a", "b", "", "*", "a*", "*b", "a*b", "*a*", "**", "**"};
    return joined(random, parts);
  }

  private static String path(Random random) {
    String[] parts = {"a", "b", "", "ab", "aab", "ba", "abb"};
    return joined(random, parts);
  }

  private static String joined(Random random, String[] parts) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append('/').append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  /* The definition, word by word: slow, and too simple to be wrong. */

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  private static boolean byDefinition(List<String> pattern, List<String> path) {
    if (pattern.isEmpty()) {
      return path.isEmpty();
    }
    List<String> rest = pattern.subList(1, pattern.size());
    if (pattern.getFirst().equals("**")) {
      return byDefinition(rest, path)
          || (!path.isEmpty() && byDefinition(pattern, path.subList(1, path.size())));
    }
    return !path.isEmpty()
        && byDefinition(pattern.getFirst(), path.getFirst())
        && byDefinition(rest, path.subList(1, path.size()));
  }

  private static boolean byDefinition(String pattern, String segment) {
    if (pattern.isEmpty()) {
      return segment.isEmpty();
    }
    if (pattern.charAt(0) == '*') {
      return byDefinition(pattern.substring(1), segment)
          || (!segment.isEmpty() && byDefinition(pattern, segment.substring(1)));
    }
    return !segment.isEmpty()
        && pattern.charAt(0) == segment.charAt(0)
        && byDefinition(pattern.substring(1), segment.substring(1));
  }
}
