package dev.crossfade.seo.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes are a sitemap or have problems, never an exception. To look for one: {@code
 * JAZZER_FUZZ=1 mvn -pl seo -am -Dtest=SitemapFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 * test}.
 */
class SitemapFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void read_anyBytes_givesPagesOrProblems(byte[] bytes) {
    CollectedMap map = CollectedMap.of(bytes);

    assertThat(map.lines).allMatch(line -> line.length() < 20_000);
    assertThat(map.pages.isEmpty() && map.problems.isEmpty() && map.summary().entries() == 0)
        .isFalse();
  }
}
