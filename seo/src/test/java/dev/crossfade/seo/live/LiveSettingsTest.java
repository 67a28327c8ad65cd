package dev.crossfade.seo.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.finding.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration means for live parity, and what of it means nothing. */
class LiveSettingsTest {
  private static final String UNITS =
      """
      units:
        - { name: plain, match: { path: /plain/** }, exposure: { percent: 5% } }
        - { name: sent, match: { path: /sent/** }, send: legacy }
        - { name: pinned, match: { path: /pinned/** }, pin: checkout, exposure: { percent: 5% } }
        - { name: scoped, match: { path: /scoped/** }, exposure: { percent: 5% } }
        - name: guarded
          match: { path: /guarded/** }
          exposure: { percent: 5% }
          guard: [ noindex, status ]
        - name: gated
          match: { path: /gated/** }
          rollout: { stages: [ { percent: 100%, hold: 1h } ], gates: [ parity: { maxShare: 1% } ] }
      pins: { checkout: { start: { path: /cart }, scope: scoped } }
      """;

  @Test
  void of_withoutSeo_comparesUnitsThatAskForIt() {
    LiveSettings settings = LiveSettings.of(Configs.of(UNITS));

    assertThat(settings.units()).containsExactlyInAnyOrder("guarded", "gated");
    assertThat(settings.guards())
        .containsOnlyKeys("guarded")
        .satisfies(
            guards ->
                assertThat(guards.get("guarded"))
                    .containsExactlyInAnyOrder(Rule.SEO_NOINDEX, Rule.SEO_STATUS));
  }

  @Test
  void of_withSeo_comparesAllButPinnedAndSentOnes() {
    LiveSettings settings =
        LiveSettings.of(Configs.of(UNITS + "seo: { origin: \"https://shop.example\" }\n"));

    assertThat(settings.units()).containsExactlyInAnyOrder("plain", "guarded", "gated");
  }

  @ParameterizedTest
  @CsvSource({"1s, PT1S, PT1S", "5m, PT5M, PT30S", "20s, PT20S, PT2S", "7d, PT168H, PT30S"})
  void of_criticalPaths_giveHoldAndChecksOfGuards(String every, Duration hold, Duration checks) {
    LiveSettings settings =
        LiveSettings.of(
            Configs.of(UNITS + "seo: { criticalPaths: { urls: [/], every: " + every + " } }\n"));

    assertThat(settings.hold()).isEqualTo(hold);
    assertThat(settings.checks()).isEqualTo(checks);
  }

  @Test
  void advice_whatNamesNothing_isSaidWithItsKey() {
    String seo =
        """
        seo:
          templates: [ { name: product, path: /p/** } ]
          rules:
            SEO-TITEL: minor
            SEO-PRICE: { severity: critical, templates: [ produkt, other ] }
          ignore: [ "#ok > .fine", "p[", "" ]
        """;

    assertThat(LiveAdvice.of(Configs.of(UNITS + seo)))
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "seo.rules.SEO-TITEL: no rule has this id (did you mean \"SEO-TITLE\"?)"),
            line ->
                assertThat(line)
                    .startsWith("seo.rules.SEO-PRICE.templates[0]: \"produkt\" is no template")
                    .contains("product"),
            line -> assertThat(line).startsWith("seo.ignore[1]: \"p[\" is no CSS selector: "),
            line -> assertThat(line).startsWith("seo.ignore[2]: \"\" is no CSS selector: "));
  }
}
