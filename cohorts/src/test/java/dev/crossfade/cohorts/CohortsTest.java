package dev.crossfade.cohorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.cohorts.CrawlerClaim.Standing;
import dev.crossfade.config.model.Config;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cohorts as an operator writes them, and visitors who belong to them or do not. */
class CohortsTest {
  private static final TestHead HEAD = TestHead.get();

  /** Everything that is told of a visitor otherwise than by the head. */
  private record Told(
      @Nullable CrawlerClaim crawler, @Nullable Preview preview, @Nullable String country) {
    static final Told NOTHING = new Told(null, null, null);
  }

  private static boolean holds(String cohort, TestHead head, Told told) {
    Config config = TestConfig.with("cohorts: { c: " + cohort + " }");
    Visitors visitors =
        Visitors.of(config, _ -> told.crawler(), (_, _) -> told.preview(), _ -> told.country());
    return Cohorts.of(config).named("c").holds(visitors.recognise(head, 0));
  }

  private static boolean holds(String cohort, TestHead head) {
    return holds(cohort, head, Told.NOTHING);
  }

  static Stream<Arguments> heads() {
    TestHead staff = HEAD.with("x-staff", "1");
    TestHead cookies = HEAD.with("cookie", "a=1; customer_group=wholesale");
    TestHead spring = HEAD.asking("page=2&utm_campaign=spring&beta");
    TestHead german = HEAD.with("accept-language", "de-DE,de;q=0.9,en;q=0.8");
    return Stream.of(
        argumentSet("header", "{ header: { x-staff: '1' } }", staff, true),
        argumentSet("header in capitals", "{ header: { X-Staff: '1' } }", staff, true),
        argumentSet("another value", "{ header: { x-staff: '2' } }", staff, false),
        argumentSet("any value", "{ header: { x-staff: '*' } }", staff, true),
        argumentSet("no such header", "{ header: { x-staff: '*' } }", HEAD, false),
        argumentSet("cookie", "{ cookie: { customer_group: wholesale } }", cookies, true),
        argumentSet("another cookie", "{ cookie: { group: wholesale } }", cookies, false),
        argumentSet("any cookie value", "{ cookie: { a: '*' } }", cookies, true),
        argumentSet("query", "{ query: { utm_campaign: spring } }", spring, true),
        argumentSet("longer value", "{ query: { utm_campaign: springtime } }", spring, false),
        argumentSet("shorter value", "{ query: { utm_campaign: spri } }", spring, false),
        argumentSet("end of a name", "{ query: { campaign: spring } }", spring, false),
        argumentSet("parameter without a value", "{ query: { beta: '*' } }", spring, true),
        argumentSet("empty query", "{ query: { beta: '*' } }", HEAD, false),
        argumentSet("nothing is decoded", "{ query: { a: b } }", HEAD.asking("%61=b&a=%62"), false),
        argumentSet("the first counts", "{ query: { a: y } }", HEAD.asking("a=x&a=y"), false),
        argumentSet("language", "{ acceptLanguage: [ de ] }", german, true),
        argumentSet("second language", "{ acceptLanguage: [ en ] }", german, false),
        argumentSet("address", "{ address: [ 203.0.113.0/24 ] }", HEAD.from("203.0.113.9"), true),
        argumentSet(
            "another address", "{ address: [ 203.0.113.0/24 ] }", HEAD.from("203.0.114.9"), false),
        argumentSet(
            "all conditions hold",
            "{ header: { x-staff: '1' }, address: [ 192.0.2.0/24 ] }",
            staff,
            true),
        argumentSet(
            "all conditions but one",
            "{ header: { x-staff: '1' }, address: [ 203.0.113.0/24 ] }",
            staff,
            false),
        argumentSet("not", "{ not: { header: { x-staff: '1' } } }", HEAD, true),
        argumentSet("not what is", "{ not: { header: { x-staff: '1' } } }", staff, false),
        argumentSet(
            "any: the second",
            "{ any: [ { country: [ DE ] }, { acceptLanguage: [ de ] } ] }",
            german,
            true),
        argumentSet(
            "any: none",
            "{ any: [ { country: [ DE ] }, { acceptLanguage: [ de ] } ] }",
            HEAD,
            false),
        argumentSet(
            "any beside a condition that does not hold",
            "{ any: [ { acceptLanguage: [ de ] } ], header: { x-staff: '1' } }",
            german,
            false),
        argumentSet("everybody", "{ percent: 100% }", HEAD, true),
        argumentSet("nobody", "{ percent: 0% }", HEAD, false));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void holds_byTheHead(String cohort, TestHead head, boolean expected) {
    assertThat(holds(cohort, head)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} from {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{ country: [ IN ] }          | IN | true",
        "{ country: [ DE, AT ] }      | AT | true",
        "{ country: [ IN ] }          | US | false",
        "{ country: [ IN ] }          |    | false",
        "{ not: { country: [ IN ] } } |    | true"
      })
  void holds_byCountry(String cohort, @Nullable String country, boolean expected) {
    assertThat(holds(cohort, HEAD, new Told(null, null, country))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "crawler {0}: a {2} {1}: {3}")
  @CsvSource({
    "any, bingbot, VERIFIED, true",
    "any, bingbot, CLAIMED, true",
    "any, bingbot, DISPROVED, false",
    "verified, bingbot, VERIFIED, true",
    "verified, bingbot, CLAIMED, false",
    "verified, bingbot, DISPROVED, false",
    "bingbot, bingbot, CLAIMED, true",
    "bingbot, bingbot, DISPROVED, false",
    "googlebot, bingbot, VERIFIED, false"
  })
  void holds_byCrawler(String wanted, String name, Standing standing, boolean expected) {
    Told told = new Told(new CrawlerClaim(name, standing), null, null);

    assertThat(holds("{ crawler: " + wanted + " }", HEAD, told)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"any", "verified", "bingbot"})
  void holds_noCrawler_belongsToNoneOfThem(String wanted) {
    assertThat(holds("{ crawler: " + wanted + " }", HEAD)).isFalse();
  }

  @Test
  void holds_byPreview() {
    Told told = new Told(null, new Preview("next", "token", 1, false), null);

    assertThat(holds("{ preview: true }", HEAD, told)).isTrue();
    assertThat(holds("{ preview: false }", HEAD, told)).isFalse();
    assertThat(holds("{ preview: true }", HEAD)).isFalse();
    assertThat(holds("{ preview: false }", HEAD)).isTrue();
  }

  @Test
  void holds_percent_isTheSameVisitorsEachTimeAndAboutTheirShare() {
    Config config = TestConfig.with("cohorts: { evening: { percent: 10% } }");
    Cohort evening = Cohorts.of(config).named("evening");
    Cohort again = Cohorts.of(config).named("evening");
    int members = 0;
    for (int i = 0; i < 10_000; i++) {
      TestHead head = HEAD.with("cookie", "cf_id=v" + i);
      Visitor visitor = Visitors.of(config).recognise(head, 0);
      assertThat(again.holds(visitor)).isEqualTo(evening.holds(visitor));
      members += evening.holds(visitor) ? 1 : 0;
    }
    assertThat(members).isBetween(850, 1_150); // five deviations of 30
  }

  @Test
  void named_unknown_saysWhichThereAre() {
    Cohorts cohorts = Cohorts.of(TestConfig.with("cohorts: { staff: { preview: true } }"));

    assertThat(cohorts.named("staff").name()).isEqualTo("staff");
    assertThatThrownBy(() -> cohorts.named("staf"))
        .hasMessage("cohort: \"staf\" is not defined (did you mean \"staff\"?)");
  }
}
