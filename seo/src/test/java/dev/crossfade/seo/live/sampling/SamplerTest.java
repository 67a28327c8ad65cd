package dev.crossfade.seo.live.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Seo;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.Size;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.group.Traffic;
import dev.crossfade.seo.live.sampling.Sampler.Choice;
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
    Seo.Sampling settings =
        new Seo.Sampling(Share.parse(rate), 5, Share.ALL, Size.parse("2MB"), dedupe, true);
    return new Sampler(settings, new CpuBudget(clock::get), clock::get);
  }

  @Test
  void choose_sameUrlAgain_onlyAfterDedupe() {
    Sampler sampler = sampler("1%", Duration.ofHours(1));

    assertThat(sampler.choose(PRODUCTS, 7)).isEqualTo(Choice.WANTED);
    assertThat(sampler.choose(PRODUCTS, 7)).isEqualTo(Choice.PASSED);
    assertThat(sampler.choose(PRODUCTS, 8)).isEqualTo(Choice.WANTED);
    clock.addAndGet(Duration.ofMinutes(61).toNanos());
    assertThat(sampler.choose(PRODUCTS, 7)).isEqualTo(Choice.WANTED);
  }

  @Test
  void choose_withoutDedupe_takesTheSameUrlAgain() {
    Sampler sampler = sampler("1%", Duration.ZERO);

    assertThat(sampler.choose(PRODUCTS, 7)).isEqualTo(Choice.WANTED);
    assertThat(sampler.choose(PRODUCTS, 7)).isEqualTo(Choice.WANTED);
  }

  @Test
  void choose_moreThanAllowed_refusesAndRemembersNoUrl() {
    Sampler sampler = sampler("1%", Duration.ofHours(1));
    int url = 0;
    while (sampler.choose(PRODUCTS, url) == Choice.WANTED) {
      url++;
    }

    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(sampler.choose(PRODUCTS, url)).isEqualTo(Choice.WANTED);
  }

  @Test
  void takeTraffic_scalesWhatWasDrawn_andKnowsCrawlersExactly() {
    Sampler sampler = sampler("10%", Duration.ZERO);
    for (int i = 0; i < 30; i++) {
      sampler.choose(PRODUCTS, i);
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
