package dev.crossfade.seo.live.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Seo;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.Size;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.group.Traffic;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chooses among drawn answers. */
class SamplerTest {
  private static final Pages PRODUCTS = new Pages("catalog", "product");

  private final AtomicLong clock = new AtomicLong();

  private Sampler sampler(String rate, Duration dedupe) {
    Seo.Sampling settings = new Seo.Sampling(Share.parse(rate), 5, Size.parse("2MB"), dedupe, true);
    return new Sampler(settings, clock::get);
  }

  @Test
  void wants_sameUrlAgain_onlyAfterDedupe() {
    Sampler sampler = sampler("1%", Duration.ofHours(1));

    assertThat(sampler.wants(PRODUCTS, 7)).isTrue();
    assertThat(sampler.wants(PRODUCTS, 7)).isFalse();
    assertThat(sampler.wants(PRODUCTS, 8)).isTrue();
    clock.addAndGet(Duration.ofMinutes(61).toNanos());
    assertThat(sampler.wants(PRODUCTS, 7)).isTrue();
  }

  @Test
  void wants_withoutDedupe_takesTheSameUrlAgain() {
    Sampler sampler = sampler("1%", Duration.ZERO);

    assertThat(sampler.wants(PRODUCTS, 7)).isTrue();
    assertThat(sampler.wants(PRODUCTS, 7)).isTrue();
  }

  @Test
  void wants_moreThanAllowed_refusesAndRemembersNoUrl() {
    Sampler sampler = sampler("1%", Duration.ofHours(1));
    int url = 0;
    while (sampler.wants(PRODUCTS, url)) {
      url++;
    }

    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(sampler.wants(PRODUCTS, url)).isTrue();
  }

  @Test
  void takeTraffic_scalesWhatWasDrawn_andKnowsCrawlersExactly() {
    Sampler sampler = sampler("10%", Duration.ZERO);
    for (int i = 0; i < 30; i++) {
      sampler.wants(PRODUCTS, i);
    }
    for (int i = 0; i < 20; i++) {
      sampler.onCrawler(PRODUCTS);
    }

    assertThat(sampler.takeTraffic(PRODUCTS)).isEqualTo(new Traffic(280, 20));
    assertThat(sampler.takeTraffic(PRODUCTS)).isEqualTo(Traffic.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '',                    true
          q=shoes&page=2,        true
          utm_campaign=spring,   true
          token=abc,             false
          q=1&reset-token=abc,   false
          access_token=abc,      false
          EMAIL=a%40b.example,   false
          sid,                   false
          q=token,               true
          &&=&q,                 true
          """)
  void isForAnybody_parameterOfAPerson_isNot(String query, boolean expected) {
    assertThat(Queries.isForAnybody(query)).isEqualTo(expected);
  }

  @Test
  void isForAnybody_veryLongQuery_isNot() {
    assertThat(Queries.isForAnybody("q=" + "x".repeat(2_000))).isFalse();
  }
}
