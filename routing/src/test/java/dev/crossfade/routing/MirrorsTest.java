package dev.crossfade.routing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which requests may be asked twice, and of whom. */
class MirrorsTest {
  private static TestShop shop(String unit) {
    return TestShop.of("units: [ { name: shop, match: { path: /** }, " + unit + " } ]");
  }

  private static @Nullable ShadowTarget target(TestShop shop, String method) {
    return shop.decider().router().shadow(shop.serve("ada", "/p/1"), method);
  }

  @ParameterizedTest
  @MethodSource
  void shadow_mirroredUnit_goesToWhoDidNotServe(String unit, @Nullable ShadowTarget target) {
    assertThat(target(shop(unit), "GET")).isEqualTo(target);
  }

  static Stream<Arguments> shadow_mirroredUnit_goesToWhoDidNotServe() {
    return Stream.of(
        argumentSet(
            "served by legacy",
            "exposure: { percent: 0% }, mirror: { rate: 5% }",
            new ShadowTarget("next", 500)),
        argumentSet(
            "served by next",
            "exposure: { percent: 100% }, mirror: { rate: 0.01% }",
            new ShadowTarget("legacy", 1)),
        argumentSet("sent", "send: next, mirror: { rate: 5% }", new ShadowTarget("legacy", 500)),
        argumentSet("served by neither", "send: search, mirror: { rate: 5% }", null),
        argumentSet(
            "to a backend of a name",
            "send: next, mirror: { rate: 5%, to: search }",
            new ShadowTarget("search", 500)),
        argumentSet("to itself", "send: search, mirror: { rate: 5%, to: search }", null),
        argumentSet("a rate of nothing", "send: next, mirror: { rate: 0% }", null),
        argumentSet("no mirror", "send: next", null));
  }

  @Test
  void shadow_methods_areThoseThatAreNamed() {
    TestShop shop = shop("send: next, mirror: { rate: 5%, methods: [HEAD, OPTIONS] }");

    assertThat(target(shop, "GET")).isNull();
    assertThat(target(shop, "POST")).isNull();
    assertThat(target(shop, "HEAD")).isNotNull();
    assertThat(target(shop, "OPTIONS")).isNotNull();
    assertThat(target(shop("send: next, mirror: { rate: 5% }"), "OPTIONS")).isNull();
  }

  @Test
  void shadow_noUnitMatched_isNone() {
    TestShop shop =
        TestShop.of("units: [ { name: a, match: { path: /a }, mirror: { rate: 100% } } ]");

    assertThat(target(shop, "GET")).isNull();
  }

  @Test
  void shadow_ofAnAnswerThatWasAskedForTwice_isNone() {
    TestShop shop = shop("send: next, mirror: { rate: 100% }, fallback: { on: [404] }");
    Decision.Serve served = shop.serve("ada", "/p/1");
    Router router = shop.decider().router();
    Decision.Serve other = requireNonNull(router.instead(served, "GET", 404));

    assertThat(router.shadow(other, "GET")).isNull();
  }
}
