package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final String VISITOR = "visitor-42";

  @Test
  void decide_severalUnitsMatch_theFirstWins() {
    TestShop shop =
        TestShop.of(
            """
            units:
              - { name: cart, match: { path: /cart }, send: next }
              - { name: shop, match: { path: /** }, send: legacy }
            """);

    assertThat(unit(shop, "/cart")).isEqualTo("cart");
    assertThat(unit(shop, "/cart/")).isEqualTo("shop");
  }

  @Test
  void decide_oneOfAUnitsMatchesHolds_isTheUnit() {
    TestShop shop =
        TestShop.of(
            """
            units:
              - { name: pay, match: [ { path: /pay }, { host: pay.shop.example } ], send: next }
            """);

    assertThat(unit(shop, "/pay")).isEqualTo("pay");
    assertThat(serve(shop, TestHead.get("/").host("pay.shop.example"), VISITOR).unit())
        .isEqualTo("pay");
    assertThat(unit(shop, "/")).isNull();
  }

  @Test
  void decide_unitThatSends_goesThereInNoArm() {
    TestShop shop = TestShop.of("units: [ { name: api, match: { path: /api/** }, send: search } ]");

    assertThat(decide(shop, TestHead.get("/api/1"), VISITOR))
        .isEqualTo(serve("api", "search", Decision.Reason.SEND));
  }

  @Test
  void decide_noUnitMatches_goesToTheDefault() {
    TestShop shop =
        TestShop.of(
            """
            units: [ { name: api, match: { path: /api/** }, send: next } ]
            default: search
            """);

    assertThat(decide(shop, TestHead.get("/"), VISITOR))
        .isEqualTo(serve(null, "search", Decision.Reason.DEFAULT));
  }

  @Test
  void decide_defaultNotWritten_isLegacy() {
    TestShop shop = TestShop.of("units: [ { name: api, match: { path: /api/** }, send: next } ]");

    assertThat(serve(shop, TestHead.get("/"), VISITOR).backend()).isEqualTo("legacy");
  }

  @Test
  void decide_exposureOfNothing_isLegacyForEveryone() {
    TestShop shop = exposing("0%");

    assertThat(visitors())
        .allSatisfy(
            visitor -> {
              Decision.Serve serve = serve(shop, TestHead.get("/"), visitor);
              assertThat(serve.backend()).isEqualTo("legacy");
              assertThat(serve.arm()).isEqualTo(Decision.Arm.LEGACY);
              assertThat(serve.reason()).isEqualTo(Decision.Reason.BUCKET);
            });
  }

  @Test
  void decide_exposureOfAll_isNextForEveryone() {
    TestShop shop = exposing("100%");

    assertThat(visitors())
        .allSatisfy(
            visitor -> {
              Decision.Serve serve = serve(shop, TestHead.get("/"), visitor);
              assertThat(serve.backend()).isEqualTo("next");
              assertThat(serve.arm()).isEqualTo(Decision.Arm.NEXT);
              assertThat(serve.bucket()).isBetween(0, 9_999);
            });
  }

  @Test
  void decide_sameVisitor_isTheSameAnswerOnEveryPathOfTheUnitAndEveryGateway() {
    TestShop here = exposing("50%");
    TestShop there = exposing("50%");

    assertThat(visitors())
        .allSatisfy(
            visitor ->
                assertThat(serve(here, TestHead.get("/a"), visitor))
                    .isEqualTo(serve(there, TestHead.get("/b?c").method("POST"), visitor)));
  }

  @Test
  void decide_exposureRaised_neverMovesAnyoneBack() {
    TestShop[] stages =
        Stream.of("0%", "0.5%", "5%", "25%", "50%", "99.99%", "100%")
            .map(RouterTest::exposing)
            .toArray(TestShop[]::new);

    assertThat(visitors())
        .allSatisfy(
            visitor ->
                assertThat(
                        Stream.of(stages)
                            .map(stage -> serve(stage, TestHead.get("/"), visitor).backend()))
                    .isSorted()); // "legacy" comes before "next"
  }

  @Test
  void decide_quarterExposed_isAboutAQuarter() {
    TestShop shop = exposing("25%");

    long next =
        visitors()
            .filter(v -> serve(shop, TestHead.get("/"), v).arm() == Decision.Arm.NEXT)
            .count();

    assertThat(next).isBetween(2_250L, 2_750L);
  }

  @Test
  void decide_anotherUnit_splitsItsVisitorsAnotherWay() {
    TestShop shop =
        TestShop.of(
            """
            units:
              - { name: cart, match: { path: /cart }, exposure: { percent: 50% } }
              - { name: shop, match: { path: /** }, exposure: { percent: 50% } }
            """);

    long both =
        visitors()
            .filter(v -> serve(shop, TestHead.get("/cart"), v).arm() == Decision.Arm.NEXT)
            .filter(v -> serve(shop, TestHead.get("/"), v).arm() == Decision.Arm.NEXT)
            .count();

    assertThat(both).isBetween(2_250L, 2_750L);
  }

  private static Stream<String> visitors() {
    Random random = new Random(7);
    return IntStream.range(0, 10_000).mapToObj(_ -> Long.toHexString(random.nextLong()));
  }

  private static Decision decide(TestShop shop, TestHead head, String visitor) {
    return shop.decide(head.by(visitor));
  }

  private static Decision.Serve serve(TestShop shop, TestHead head, String visitor) {
    return shop.serve(head.by(visitor));
  }

  private static @Nullable String unit(TestShop shop, String path) {
    return serve(shop, TestHead.get(path), VISITOR).unit();
  }

  private static TestShop exposing(String percent) {
    return TestShop.of(
        "units: [ { name: shop, match: { path: /** }, exposure: { percent: %s } } ]"
            .formatted(percent));
  }

  private static Decision.Serve serve(
      @Nullable String unit, String backend, Decision.Reason reason) {
    return Decision.Serve.of(
        new Decision.Route(unit, backend, Decision.Arm.NONE, reason), -1, false);
  }
}
