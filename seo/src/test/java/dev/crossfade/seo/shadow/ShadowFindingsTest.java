package dev.crossfade.seo.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShadowFindingsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final ShadowFindings findings = new ShadowFindings();

  private List<ShadowFinding> add(String path, String value, Instant at) {
    Difference difference = new Difference("$.price", "1", value);
    return findings.add("catalog", path, new ShadowVerdict.BodyDiffers(List.of(difference), 1), at);
  }

  @Test
  void add_sameKindTwice_isOneFindingWithTheLatestExample() {
    add("/p/1", "2", NOW);
    add("/p/2", "3", NOW.plusSeconds(5));

    assertThat(findings.list())
        .containsExactly(
            new ShadowFinding(
                "catalog", "/p/*", "$.price", 2, NOW, NOW.plusSeconds(5), "/p/2", "1", "3"));
  }

  @Test
  void add_sameKindAgain_isToldOnceAMinute() {
    assertThat(add("/p/1", "2", NOW)).hasSize(1);
    assertThat(add("/p/1", "2", NOW.plusSeconds(59))).isEmpty();
    assertThat(add("/p/1", "2", NOW.plusSeconds(60))).hasSize(1);
    assertThat(add("/p/1", "2", NOW.plusSeconds(61))).isEmpty();
  }

  @Test
  void add_statusDiffers_isAFindingOfItsOwn() {
    findings.add("catalog", "/p/1", new ShadowVerdict.StatusDiffers(200, 500), NOW);

    assertThat(findings.list())
        .singleElement()
        .extracting(ShadowFinding::place)
        .isEqualTo("status");
    assertThat(findings.list().getFirst().shadow()).isEqualTo("500");
  }

  @Test
  void add_sameOrIncomparable_isNone() {
    findings.add("catalog", "/p/1", new ShadowVerdict.Same(), NOW);
    findings.add("catalog", "/p/1", new ShadowVerdict.Incomparable("br"), NOW);

    assertThat(findings.list()).isEmpty();
  }

  @Test
  void add_moreKindsThanAreKept_forgetsTheEldest() {
    for (char a = 'a'; a <= 'z'; a++) {
      for (char b = 'a'; b <= 'z'; b++) {
        add("/" + a + b, "2", NOW);
      }
    }

    assertThat(findings.list()).hasSize(500).noneMatch(finding -> finding.path().equals("/aa"));
  }
}
