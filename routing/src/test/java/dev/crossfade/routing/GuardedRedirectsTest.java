package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cohorts.Signer;
import dev.crossfade.config.model.Config;
import dev.crossfade.routing.redirects.HitCounts;
import dev.crossfade.routing.redirects.RedirectHits;
import dev.crossfade.routing.redirects.RedirectMap;
import dev.crossfade.routing.redirects.RedirectMisses;
import dev.crossfade.routing.redirects.Redirects;
import dev.crossfade.routing.redirects.loading.RedirectMaps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is sent to a page that next may not serve, and nobody is sent round in circles. */
class GuardedRedirectsTest {
  private static final String UNITS =
      """
      units:
        - { name: old, match: { path: /old/** }, exposure: { percent: 100% } }
        - { name: shop, match: { path: /p/** }, exposure: { percent: 100% }, guard: [ status ] }
      seo: { templates: [ { name: product, path: /p/** } ] }
      """;

  private static TestShop shop(String redirect) {
    TestShop shop = TestShop.of(UNITS + "redirects: [ " + redirect + " ]\n");
    return new TestShop(shop.config(), shop.live(), redirected(shop.config(), shop));
  }

  private static Decider redirected(Config config, TestShop shop) {
    List<String> problems = new ArrayList<>();
    RedirectMap map =
        RedirectMaps.load(
                config,
                (file, _, _) -> {
                  throw new IllegalStateException(file + " (expected: no file)");
                },
                null,
                problems)
            .map();
    assertThat(problems).isEmpty();
    Redirects redirects =
        new Redirects(map, new RedirectHits(map, HitCounts.NONE), new RedirectMisses());
    return Decider.draft(
            config,
            shop.decider().visitors(),
            Signer.of(config.secrets().cookieKeys()),
            redirects,
            shop.live())
        .with(Availability.ALL);
  }

  private static Decision decide(TestShop shop, String path) {
    return shop.decide(TestHead.get(path).by("ada"));
  }

  private static void assertLegacys(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Serve.class);
    assertThat(decision.route().backend()).isEqualTo("legacy");
    assertThat(decision.route().reason()).isEqualTo(Decision.Reason.GUARD);
    assertThat(decision.route().arm()).isEqualTo(Decision.Arm.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/p/", "https://WWW.shop.example:8443/p/"})
  void decide_targetIsWithheld_servesTheOldPageByLegacy(String to) {
    TestShop shop = shop("{ prefix: /old/, to: \"" + to + "\", when: next, status: 302 }");
    assertThat(decide(shop, "/old/1")).isInstanceOf(Decision.Redirect.class);

    shop.live().guards().of("shop").withhold("product");

    assertLegacys(decide(shop, "/old/1"));
  }

  @Test
  void decide_reversedRedirect_leadsBackAndNotForthAgain() {
    TestShop shop = shop("{ prefix: /old/, to: /p/, when: next, reverse: true, status: 302 }");
    shop.live().guards().of("shop").withhold("product");

    Decision back = decide(shop, "/p/1");

    assertThat(back).isInstanceOf(Decision.Redirect.class);
    assertThat(((Decision.Redirect) back).location()).isEqualTo("/old/1");
    assertLegacys(decide(shop, "/old/1"));
  }

  @Test
  void decide_redirectForEverybody_isNotTheGuards() {
    TestShop shop = shop("{ prefix: /old/, to: /p/, status: 301 }");
    shop.live().guards().of("shop").withhold("product");

    assertThat(decide(shop, "/old/1")).isInstanceOf(Decision.Redirect.class);
  }

  @Test
  void decide_withATrace_saysWhyTheRedirectDoesNotAnswer() {
    TestShop shop = shop("{ prefix: /old/, to: /p/, when: next, status: 302 }");
    shop.live().guards().of("shop").withhold("product");
    Trace trace = new Trace();

    shop.decide(TestHead.get("/old/1").by("ada"), 0, trace);

    assertThat(trace.steps().getLast().text()).contains("/p/1 is kept from next");
  }
}
