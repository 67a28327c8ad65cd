package dev.crossfade.seo.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.group.Pages;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tells what next does from what legacy does by itself. */
class NoiseRatesTest {
  private static final Pages PRODUCTS = new Pages("catalog", "product");
  private static final List<Finding> PRICE =
      List.of(
          new Finding(
              Rule.SEO_PRICE, Rule.SEO_PRICE.severity(), "/p/1", "product", "1", "2", "", ""));

  private final NoiseRates rates = new NoiseRates();

  private void probes(int count, int contradicted) {
    for (int i = 0; i < count; i++) {
      rates.onProbe(PRODUCTS, i < contradicted ? PRICE : List.of());
    }
  }

  private void pairs(int count, int found) {
    for (int i = 0; i < count; i++) {
      rates.onPair(PRODUCTS, i < found ? PRICE : List.of());
    }
  }

  private boolean isNoise() {
    return rates.isNoise(PRODUCTS, Rule.SEO_PRICE);
  }

  @Test
  void isNoise_legacyNeverContradictsItself_isNot() {
    pairs(1, 1);

    assertThat(isNoise()).isFalse();
    probes(3, 0);
    assertThat(isNoise()).isFalse();
  }

  @Test
  void isNoise_asOftenAsLegacyItself_is() {
    probes(50, 10);
    pairs(200, 40);

    assertThat(isNoise()).isTrue();
  }

  @Test
  void isNoise_clearlyMoreOftenThanLegacy_isNot() {
    probes(50, 5);
    pairs(200, 190);

    assertThat(isNoise()).isFalse();
  }

  @Test
  void isNoise_onceInManyProbes_isBelowTheFloor() {
    rates.onProbe(PRODUCTS, PRICE);
    probes(400, 0);
    pairs(10, 1);

    assertThat(isNoise()).isFalse();
  }

  @Test
  void isNoise_ofAnotherRuleOrTemplate_isNot() {
    probes(50, 25);
    pairs(50, 25);

    assertThat(rates.isNoise(PRODUCTS, Rule.SEO_TITLE)).isFalse();
    assertThat(rates.isNoise(new Pages("catalog", "category"), Rule.SEO_PRICE)).isFalse();
  }

  @Test
  void isNoise_legacyThatStoppedFlickering_isBelievedAgain() {
    probes(40, 20);
    pairs(40, 20);
    assertThat(isNoise()).isTrue();

    probes(1_200, 0);
    pairs(200, 60);

    assertThat(isNoise()).isFalse();
  }

  @Test
  void wantsProbe_theFirstPageAndThenOneInFour() {
    int probes = 0;
    for (int i = 0; i < 400; i++) {
      if (rates.wantsProbe(PRODUCTS)) {
        assertThat(i == 0 || probes > 0).isTrue();
        rates.onProbe(PRODUCTS, List.of());
        probes++;
      }
      rates.onPair(PRODUCTS, List.of());
    }

    assertThat(probes).isBetween(98, 102);
  }
}
