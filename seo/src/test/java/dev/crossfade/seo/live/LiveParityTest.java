package dev.crossfade.seo.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.live.ParityNews.Miss;
import dev.crossfade.seo.live.group.Acceptance;
import dev.crossfade.seo.live.group.Comparison;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.FindingGroup.State;
import dev.crossfade.seo.live.group.Groups;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.guard.GuardStep.Move;
import dev.crossfade.seo.parity.KnownSite;
import dev.crossfade.seo.parity.Site.Side;
import dev.crossfade.seo.url.WebUrl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Samples in, findings out, over storefronts that misbehave. */
@Timeout(60)
class LiveParityTest {
  private static final String ID = "shop.SEO-NOINDEX.product";
  private static final Pages PRODUCTS = new Pages("shop", "product");

  private final FakeShop shop = new FakeShop();
  private final Groups groups = new Groups();
  private final LiveParity parity = new LiveParity(shop, shop, groups, Clock.systemUTC());

  @BeforeEach
  void configure() {
    configure("[ /p/critical ]");
    parity.setActive(true);
  }

  private void configure(String critical) {
    configure(critical, "100%");
  }

  private void configure(String critical, String cpu) {
    LiveSettings settings =
        LiveSettings.of(
            Configs.of(
                """
                units:
                  - name: shop
                    match: { path: /** }
                    exposure: { percent: 50%% }
                    guard: [ noindex ]
                seo:
                  origin: https://shop.example
                  templates: [ { name: product, path: /p/** } ]
                  criticalPaths: { urls: %s, every: 1s }
                  sampling: { rate: 100%%, maxPerSecond: 1000, cpu: %s, dedupe: 0s }
                """
                    .formatted(critical, cpu)));
    parity.configure(
        settings,
        KnownSite.of(WebUrl.of("https://shop.example/"), Set.of()),
        critical.equals("[]") ? Map.of() : Map.of("/p/critical", page("critical")),
        page("nowhere"));
  }

  @AfterEach
  void close() {
    shop.hanging.countDown();
    parity.close();
  }

  private static PageRequest page(String name) {
    return new PageRequest(PRODUCTS, "https", "shop.example", "/p/" + name, "", Map.of());
  }

  private void sample(String name, Side by, boolean personal) {
    PageRequest page = page(name);
    parity.onSample(new LiveSample(page, by, personal, shop.page(by, page)));
  }

  private Comparison compare(String name) throws InterruptedException {
    sample(name, Side.LEGACY, false);
    return compared();
  }

  private Comparison compared() throws InterruptedException {
    return Objects.requireNonNull(shop.compared.poll(20, TimeUnit.SECONDS), "nothing compared");
  }

  private FindingGroup group() {
    return groups.find(ID).orElseThrow();
  }

  @Test
  void onSample_storefrontsAgree_findsNothing() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(compare("p" + i).worst()).isNull();
    }

    assertThat(groups.all()).isEmpty();
  }

  @Test
  void onSample_nextHidesAPage_isFoundWhoeverServed_andClosesWhenItHeals() throws Exception {
    shop.hidden = true;
    assertThat(compare("1").worst()).isEqualTo(Severity.CRITICAL);
    sample("2", Side.NEXT, false);
    assertThat(compared().worst()).isEqualTo(Severity.CRITICAL);
    assertThat(group().count()).isEqualTo(2);
    assertThat(group().examples().getFirst().url()).isEqualTo("https://shop.example/p/2");

    shop.hidden = false;
    while (group().open()) {
      compare("3");
    }

    assertThat(group().state()).isEqualTo(State.CLOSED);
  }

  /** What a visitor with a basket got says nothing about what a search engine gets. */
  @Test
  void onSample_personalAnswer_isNotLookedAt() throws Exception {
    PageRequest page = page("mine");
    shop.hidden = true;
    Reply.Answered mine = shop.page(Side.NEXT, page);
    shop.hidden = false;

    parity.onSample(new LiveSample(page, Side.NEXT, true, mine));

    assertThat(compared().worst()).isNull();
  }

  @Test
  void onSample_legacyContradictsItself_isNoise() throws Exception {
    shop.flickers = true;
    for (int i = 0; i < 60; i++) {
      sample("p" + i, Side.LEGACY, true);
      compared();
    }

    groups.find(ID).ifPresent(found -> assertThat(found.state()).isIn(State.NOISE, State.CLOSED));
  }

  @Test
  void onSample_accepted_countsNoMore() throws Exception {
    shop.hidden = true;
    compare("1");
    groups.accept(ID, new Acceptance("ana", Instant.now(), "on purpose"));

    assertThat(compare("2").worst()).isNull();
    assertThat(group().count()).isEqualTo(2);
  }

  @Test
  void onSample_storefrontHangs_returnsAtOnce_dropsWhatIsTooMuch_andGoesOnAfterwards()
      throws Exception {
    shop.hangs = true;
    long begun = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      sample("p" + i, Side.LEGACY, false);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(shop.missed).hasSize(1_000 - 32).containsOnly(Miss.DROPPED);

    shop.hangs = false;
    shop.hanging.countDown();
    for (int i = 0; i < 32; i++) {
      compared();
    }
    compare("again");
  }

  @Test
  void onSample_storefrontThrowsOrIsDown_isAMiss_andTheNextIsCompared() throws Exception {
    shop.throwsUp = true;
    sample("1", Side.LEGACY, false);
    assertThat(shop.missed.poll(20, TimeUnit.SECONDS)).isEqualTo(Miss.FAILED);
    shop.throwsUp = false;
    shop.down = true;
    sample("2", Side.LEGACY, false);
    assertThat(shop.missed.poll(20, TimeUnit.SECONDS)).isEqualTo(Miss.DOWN);
    shop.down = false;

    compare("3");
  }

  @Test
  void onSample_notActive_asksNobody() {
    parity.setActive(false);
    sample("1", Side.LEGACY, false);
    parity.tick();

    assertThat(shop.compared).isEmpty();
    assertThat(parity.wants("shop", "/p/1", 1)).isFalse();
  }

  @Test
  void wants_cpuTimeIsSpent_isRefusedAndTold_whileCriticalPathsAreComparedAllTheSame()
      throws Exception {
    configure("[ /p/critical ]", "0.5%");
    int url = 0;
    while (parity.wants("shop", "/p/1", url++)) {
      compare("1");
    }
    assertThat(shop.missed).containsOnly(Miss.BUDGET);

    parity.tick();
    compared();
  }

  /** Were they paid for, they would take a second each. */
  @Test
  void onNoSample_isTold_andCostsNothing() {
    configure("[]", "0.5%");
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              if (parity.wants("shop", "/p/1", 1)) {
                parity.onNoSample("shop", Miss.NO_PAGE);
              }
              return shop.missed.stream().filter(Miss.NO_PAGE::equals).count() == 40;
            });
  }

  @Test
  void wants_unitThatIsNotCompared_isFalse() {
    assertThat(parity.wants("shop", "/p/1", 1)).isTrue();
    assertThat(parity.wants("checkout", "/p/1", 1)).isFalse();
  }

  @Test
  void tick_criticalPath_isComparedWithoutAnyTraffic() throws Exception {
    shop.hidden = true;
    parity.tick();

    assertThat(compared().worst()).isEqualTo(Severity.CRITICAL);
    assertThat(group().examples().getFirst().url()).isEqualTo("https://shop.example/p/critical");
  }

  @Test
  void tick_guardedRuleBroken_sendsBackWhenItIsSure_andHeals() throws Exception {
    shop.hidden = true;
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              parity.tick();
              return !shop.guarded.isEmpty();
            });
    GuardChange engaged = shop.guarded.take();
    assertThat(engaged.move()).isEqualTo(Move.ENGAGED);
    assertThat(engaged.of()).isEqualTo(PRODUCTS);
    assertThat(engaged.why()).contains("SEO-NOINDEX on /p/critical");

    shop.hidden = false;
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              parity.tick();
              return !shop.guarded.isEmpty();
            });
    assertThat(shop.guarded.take().move()).isEqualTo(Move.HEALED);
  }
}
