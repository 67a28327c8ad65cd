package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.CrawlerClaim.Standing;
import dev.crossfade.cohorts.Preview;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is served by whom within a unit: previews, rules, crawlers, buckets, in this order. */
class ExposureTest {
  private static final TestHead PAGE = TestHead.get("/p/1").by("ada");
  private static final String RULES =
      """
      cohorts:
        staff: { header: { x-staff: "1" } }
        wholesale: { cookie: { customer_group: wholesale } }
      units:
        - name: catalog
          match: { path: /p/** }
          exposure:
            percent: 0%
            rules:
              - { cohort: staff, send: next }
              - { cohort: wholesale, send: search }
        - { name: api, match: { path: /api/** }, send: search }
      """;
  private static final String ROLLING =
      """
      units:
        - name: catalog
          match: { path: /p/** }
          rollout: { stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ] }
      """;

  @ParameterizedTest
  @MethodSource
  void decide_rules_theFirstWhoseCohortHolds(
      TestHead head, String backend, Decision.Reason reason) {
    Decision.Serve serve = TestShop.of(RULES).serve(head);

    assertThat(serve.backend()).isEqualTo(backend);
    assertThat(serve.reason()).isEqualTo(reason);
  }

  static Stream<Arguments> decide_rules_theFirstWhoseCohortHolds() {
    TestHead wholesale = PAGE.cookie("customer_group", "wholesale");
    return Stream.of(
        argumentSet("nobody's", PAGE, "legacy", Decision.Reason.BUCKET),
        argumentSet("staff", PAGE.with("x-staff", "1"), "next", Decision.Reason.RULE),
        argumentSet("wholesale", wholesale, "search", Decision.Reason.RULE),
        argumentSet("both", wholesale.with("x-staff", "1"), "next", Decision.Reason.RULE));
  }

  /** Rules are looked up by what they ask for; in turn they would say the same. */
  @Test
  void decide_manyRulesOfManyKinds_theFirstThatHoldsWins() {
    Random random = new Random(42);
    for (int round = 0; round < 40; round++) {
      StringBuilder cohorts = new StringBuilder("cohorts:\n");
      StringBuilder rules = new StringBuilder();
      List<Predicate<TestHead>> holds = new ArrayList<>();
      List<String> backends = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        String value = Integer.toString(random.nextInt(4));
        String name = "x" + random.nextInt(3);
        String backend = List.of("legacy", "next", "search").get(random.nextInt(3));
        backends.add(backend);
        rules.append("        - { cohort: c%d, send: %s }\n".formatted(i, backend));
        switch (random.nextInt(4)) {
          case 0 -> {
            cohorts.append("  c%d: { header: { %s: \"%s\" } }\n".formatted(i, name, value));
            holds.add(head -> value.equals(head.header(name)));
          }
          case 1 -> {
            cohorts.append("  c%d: { cookie: { %s: \"%s\" } }\n".formatted(i, name, value));
            holds.add(head -> value.equals(head.cookie(name)));
          }
          case 2 -> {
            cohorts.append("  c%d: { query: { %s: \"%s\" } }\n".formatted(i, name, value));
            holds.add(head -> ("&" + head.query() + "&").contains("&" + name + "=" + value + "&"));
          }
          default -> {
            cohorts.append(
                "  c%d: { any: [ { header: { %s: \"%s\" } } ] }\n".formatted(i, name, value));
            holds.add(head -> value.equals(head.header(name)));
          }
        }
      }
      TestShop shop =
          TestShop.of(
              cohorts
                  + "units:\n  - name: all\n    match: { path: /** }\n    exposure:\n      rules:\n"
                  + rules);
      for (int asked = 0; asked < 100; asked++) {
        TestHead head = TestHead.get("/?x%d=%d".formatted(random.nextInt(4), random.nextInt(5)));
        head = head.by("ada").with("x" + random.nextInt(4), Integer.toString(random.nextInt(5)));
        TestHead whole = head.cookie("x" + random.nextInt(4), Integer.toString(random.nextInt(5)));
        int first =
            IntStream.range(0, 30).filter(i -> holds.get(i).test(whole)).findFirst().orElse(-1);

        Decision.Serve serve = shop.serve(whole);

        assertThat(serve.backend()).isEqualTo(first < 0 ? "legacy" : backends.get(first));
        assertThat(shop.decide(whole, 0, new Trace())).isEqualTo(serve);
      }
    }
  }

  @Test
  void decide_sentByARule_isInNoArmAndVaries() {
    Decision.Serve serve = TestShop.of(RULES).serve(PAGE.with("x-staff", "1"));

    assertThat(serve.arm()).isEqualTo(Decision.Arm.NONE);
    assertThat(serve.varies()).isTrue();
  }

  @Test
  void decide_preview_winsOverRulesAndLeavesWhatIsSentAlone() {
    TestShop shop = TestShop.of(RULES).previewing(new Preview("next", "token", 99, false));

    assertThat(shop.serve(PAGE.cookie("customer_group", "wholesale")).reason())
        .isEqualTo(Decision.Reason.PREVIEW);
    assertThat(shop.serve(PAGE).backend()).isEqualTo("next");
    assertThat(shop.serve(TestHead.get("/api/1")).backend()).isEqualTo("search");
  }

  @Test
  void decide_rolloutNobodyStarted_isLegacys() {
    assertThat(TestShop.of(ROLLING).serve(PAGE).backend()).isEqualTo("legacy");
  }

  /** The very next decision follows the dial, in every router that looks at it. */
  @Test
  void decide_dialTurned_followsWithoutAReload() {
    TestShop shop = TestShop.of(ROLLING);
    Dials.Dial dial = shop.live().dials().of("catalog");

    dial.turnTo(new Exposed(10_000, Buckets.salted("catalog"), false, 0));
    assertThat(shop.serve(PAGE).backend()).isEqualTo("next");
    assertThat(shop.reloaded(ROLLING).serve(PAGE).backend()).isEqualTo("next");

    dial.turnTo(new Exposed(0, Buckets.salted("catalog"), false, 0));
    assertThat(shop.serve(PAGE).backend()).isEqualTo("legacy");
  }

  private static TestShop crawled(String route, Standing standing, int basisPoints) {
    TestShop shop =
        TestShop.of(ROLLING + "crawlers: { route: %s }\n".formatted(route))
            .crawling(new CrawlerClaim("googlebot", standing));
    shop.live()
        .dials()
        .of("catalog")
        .turnTo(new Exposed(basisPoints, Buckets.salted("catalog"), false, 0));
    return shop;
  }

  /** Whoever crawls, from wherever: one storefront a URL; and about as many as are exposed. */
  @Test
  void decide_crawlersByUrl_oneStorefrontForOneUrl() {
    TestShop shop = crawled("by-url", Standing.VERIFIED, 2_500);
    int next = 0;
    for (int page = 0; page < 2_000; page++) {
      Set<String> served = new HashSet<>();
      for (String crawler : new String[] {"a", "b", "c"}) {
        Decision.Serve serve = shop.serve(TestHead.get("/p/" + page).by(crawler));
        assertThat(serve.reason()).isEqualTo(Decision.Reason.CRAWLER);
        assertThat(serve.arm()).isEqualTo(Decision.Arm.NONE);
        served.add(serve.backend());
      }
      assertThat(served).hasSize(1);
      next += served.contains("next") ? 1 : 0;
    }
    assertThat(next).isBetween(400, 600);
  }

  @Test
  void decide_crawlersByUrlAndExposureGrows_pagesOnlyMoveForward() {
    TestShop before = crawled("by-url", Standing.VERIFIED, 2_500);
    TestShop after = crawled("by-url", Standing.VERIFIED, 5_000);

    IntStream.range(0, 2_000)
        .mapToObj(page -> TestHead.get("/p/" + page))
        .filter(head -> before.serve(head).backend().equals("next"))
        .forEach(head -> assertThat(after.serve(head).backend()).isEqualTo("next"));
  }

  @ParameterizedTest
  @MethodSource
  void decide_crawlersByAnotherPolicy_followsIt(String route, int exposed, String backend) {
    assertThat(crawled(route, Standing.CLAIMED, exposed).serve(PAGE).backend()).isEqualTo(backend);
  }

  static Stream<Arguments> decide_crawlersByAnotherPolicy_followsIt() {
    return Stream.of(
        Arguments.of("legacy", 10_000, "legacy"),
        Arguments.of("next", 0, "next"),
        Arguments.of("as-visitors", 10_000, "next"),
        Arguments.of("as-visitors", 0, "legacy"));
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void decide_crawler_isBelievedUntilItIsDisproved(Standing standing) {
    Decision.Serve serve = crawled("by-url", standing, 5_000).serve(PAGE);

    assertThat(serve.reason())
        .isEqualTo(
            standing == Standing.DISPROVED ? Decision.Reason.BUCKET : Decision.Reason.CRAWLER);
  }
}
