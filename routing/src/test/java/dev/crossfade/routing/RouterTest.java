package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final String VISITOR = "visitor-42";

  @Test
  void decide_severalUnitsMatch_theFirstWins() {
    Router router =
        router(
            """
            units:
              - { name: cart, match: { path: /cart }, send: next }
              - { name: shop, match: { path: /** }, send: legacy }
            """);

    assertThat(unit(router, "/cart")).isEqualTo("cart");
    assertThat(unit(router, "/cart/")).isEqualTo("shop");
  }

  @Test
  void decide_oneOfAUnitsMatchesHolds_isTheUnit() {
    Router router =
        router(
            """
            units:
              - { name: pay, match: [ { path: /pay }, { host: pay.shop.example } ], send: next }
            """);

    assertThat(unit(router, "/pay")).isEqualTo("pay");
    assertThat(serve(router, TestHead.get("/").host("pay.shop.example"), VISITOR).unit())
        .isEqualTo("pay");
    assertThat(unit(router, "/")).isNull();
  }

  @Test
  void decide_unitThatSends_goesThereInNoArm() {
    Router router = router("units: [ { name: api, match: { path: /api/** }, send: search } ]");

    assertThat(decide(router, TestHead.get("/api/1"), VISITOR))
        .isEqualTo(serve("api", "search", Decision.Reason.SEND));
  }

  @Test
  void decide_noUnitMatches_goesToTheDefault() {
    Router router =
        router(
            """
            units: [ { name: api, match: { path: /api/** }, send: next } ]
            default: search
            """);

    assertThat(decide(router, TestHead.get("/"), VISITOR))
        .isEqualTo(serve(null, "search", Decision.Reason.DEFAULT));
  }

  @Test
  void decide_defaultNotWritten_isLegacy() {
    Router router = router("units: [ { name: api, match: { path: /api/** }, send: next } ]");

    assertThat(serve(router, TestHead.get("/"), VISITOR).backend()).isEqualTo("legacy");
  }

  @Test
  void decide_exposureOfNothing_isLegacyForEveryone() {
    Router router = exposing("0%");

    assertThat(visitors())
        .allSatisfy(
            visitor -> {
              Decision.Serve serve = serve(router, TestHead.get("/"), visitor);
              assertThat(serve.backend()).isEqualTo("legacy");
              assertThat(serve.arm()).isEqualTo(Decision.Arm.LEGACY);
              assertThat(serve.reason()).isEqualTo(Decision.Reason.BUCKET);
            });
  }

  @Test
  void decide_exposureOfAll_isNextForEveryone() {
    Router router = exposing("100%");

    assertThat(visitors())
        .allSatisfy(
            visitor -> {
              Decision.Serve serve = serve(router, TestHead.get("/"), visitor);
              assertThat(serve.backend()).isEqualTo("next");
              assertThat(serve.arm()).isEqualTo(Decision.Arm.NEXT);
              assertThat(serve.bucket()).isBetween(0, 9_999);
            });
  }

  @Test
  void decide_sameVisitor_isTheSameAnswerOnEveryPathOfTheUnitAndEveryGateway() {
    Router here = exposing("50%");
    Router there = exposing("50%");

    assertThat(visitors())
        .allSatisfy(
            visitor ->
                assertThat(serve(here, TestHead.get("/a"), visitor))
                    .isEqualTo(serve(there, TestHead.get("/b?c").method("POST"), visitor)));
  }

  @Test
  void decide_exposureRaised_neverMovesAnyoneBack() {
    Router[] stages =
        Stream.of("0%", "0.5%", "5%", "25%", "50%", "99.99%", "100%")
            .map(RouterTest::exposing)
            .toArray(Router[]::new);

    assertThat(visitors())
        .allSatisfy(
            visitor ->
                assertThat(
                        Stream.of(stages)
                            .map(router -> serve(router, TestHead.get("/"), visitor).backend()))
                    .isSorted()); // "legacy" comes before "next"
  }

  @Test
  void decide_quarterExposed_isAboutAQuarter() {
    Router router = exposing("25%");

    long next =
        visitors()
            .filter(v -> serve(router, TestHead.get("/"), v).arm() == Decision.Arm.NEXT)
            .count();

    assertThat(next).isBetween(2_250L, 2_750L);
  }

  @Test
  void decide_anotherUnit_splitsItsVisitorsAnotherWay() {
    Router router =
        router(
            """
            units:
              - { name: cart, match: { path: /cart }, exposure: { percent: 50% } }
              - { name: shop, match: { path: /** }, exposure: { percent: 50% } }
            """);

    long both =
        visitors()
            .filter(v -> serve(router, TestHead.get("/cart"), v).arm() == Decision.Arm.NEXT)
            .filter(v -> serve(router, TestHead.get("/"), v).arm() == Decision.Arm.NEXT)
            .count();

    assertThat(both).isBetween(2_250L, 2_750L);
  }

  private static Stream<String> visitors() {
    Random random = new Random(7);
    return IntStream.range(0, 10_000).mapToObj(_ -> Long.toHexString(random.nextLong()));
  }

  private static Decision decide(Router router, TestHead head, String visitor) {
    return router.decide(TestVisitor.named(visitor, head));
  }

  private static Decision.Serve serve(Router router, TestHead head, String visitor) {
    return switch (decide(router, head, visitor)) {
      case Decision.Serve serve -> serve;
    };
  }

  private static @Nullable String unit(Router router, String path) {
    return serve(router, TestHead.get(path), VISITOR).unit();
  }

  private static Router exposing(String percent) {
    return router(
        "units: [ { name: shop, match: { path: /** }, exposure: { percent: %s } } ]"
            .formatted(percent));
  }

  private static Router router(String units) {
    String yaml =
        """
        listeners: [ { bind: "127.0.0.1:0" } ]
        backends:
          legacy: { endpoints: ["http://127.0.0.1:1"] }
          next: { endpoints: ["http://127.0.0.1:2"] }
          search: { endpoints: ["http://127.0.0.1:3"] }
        """
            + units;
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    ConfigLoader loader = new ConfigLoader(_ -> Optional.empty());
    return switch (loader.read(bytes, "crossfade.yaml", Path.of("crossfade.yaml"))) {
      case Loaded.Valid valid -> Router.of(valid.config());
      case Loaded.Invalid invalid ->
          throw new IllegalArgumentException(invalid.problems().toString());
    };
  }

  private static Decision.Serve serve(
      @Nullable String unit, String backend, Decision.Reason reason) {
    return new Decision.Serve(new Decision.Route(unit, backend, Decision.Arm.NONE, reason), -1);
  }
}
