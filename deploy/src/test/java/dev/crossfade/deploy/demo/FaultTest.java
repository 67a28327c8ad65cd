package dev.crossfade.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault does what it says to next, and nothing to legacy; mended, it is gone. */
class FaultTest {
  private final TestVisitor visitor = new TestVisitor();
  private DemoStorefronts storefronts;

  @BeforeEach
  void start() throws Exception {
    storefronts = DemoStorefronts.start(Pace.IMMEDIATE, Pace.IMMEDIATE);
  }

  @AfterEach
  void stop() {
    storefronts.close();
  }

  @Test
  void errors_hundredProductPages_fiveFail() throws Exception {
    storefronts.fault(Fault.ERRORS);

    int failed = 0;
    for (Product product : storefronts.catalog().products().subList(0, 100)) {
      failed += visitor.get(storefronts.next(), product.path()).statusCode() == 500 ? 1 : 0;
    }

    assertThat(failed).isEqualTo(5);
  }

  /** The time of a page is looked at where it is drawn, since a clock would make the test flap. */
  @Test
  void slow_twoHundredPages_theTailGrowsMost() {
    Sabotage sabotage = new Sabotage(new Pace(Duration.ofMillis(20)));
    List<Duration> before = sortedPageTimes(sabotage);

    sabotage.fault(Fault.SLOW);
    List<Duration> after = sortedPageTimes(sabotage);

    assertThat(after.get(100)).isGreaterThan(before.get(100).multipliedBy(3).dividedBy(2));
    assertThat(after.get(190)).isGreaterThan(before.get(190).multipliedBy(3));
  }

  @Test
  void sessions_hundredPages_twoGetAnotherSession() throws Exception {
    visitor.get(storefronts.next(), "/");
    storefronts.fault(Fault.SESSIONS);

    int replaced = 0;
    for (int i = 0; i < 100; i++) {
      HttpResponse<String> page = visitor.get(storefronts.next(), "/cart");
      replaced += page.headers().firstValue("Set-Cookie").isPresent() ? 1 : 0;
    }

    assertThat(replaced).isEqualTo(2);
  }

  @Test
  void prices_sevenProducts_oneIsWrongEverywhere() throws Exception {
    List<Product> products = storefronts.catalog().products().subList(0, 7);
    String right = visitor.get(storefronts.next(), "/api/stock.json").body();
    storefronts.fault(Fault.PRICES);

    int wrong = 0;
    for (Product product : products) {
      String page = visitor.get(storefronts.next(), product.path()).body();
      wrong += page.contains("\"price\":\"" + product.price() + "\"") ? 0 : 1;
    }

    assertThat(wrong).isEqualTo(1);
    assertThat(visitor.get(storefronts.next(), "/api/stock.json").body()).isNotEqualTo(right);
  }

  @Test
  void noindex_home_isHidden() throws Exception {
    storefronts.fault(Fault.NOINDEX);

    assertThat(visitor.get(storefronts.next(), "/").body())
        .contains("<meta name=\"robots\" content=\"noindex, follow\">");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void fault_any_leavesLegacyAloneAndCanBeMended(Fault fault) throws Exception {
    Product product = storefronts.catalog().products().get(3);
    storefronts.fault(fault);

    for (int i = 0; i < 60; i++) {
      HttpResponse<String> page = visitor.get(storefronts.legacy(), product.path());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains(product.priceLabel()).doesNotContain("noindex");
    }
    storefronts.fault(Fault.NONE);

    for (int i = 0; i < 60; i++) {
      HttpResponse<String> page = visitor.get(storefronts.next(), product.path());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains(product.priceLabel()).doesNotContain("noindex");
      assertThat(page.headers().firstValue("Set-Cookie").isPresent()).isEqualTo(i == 0);
    }
  }

  private static List<Duration> sortedPageTimes(Sabotage sabotage) {
    return Stream.generate(sabotage::pageTime).limit(200).sorted().toList();
  }
}
