package dev.crossfade.seo.robots;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes are a robots.txt, and one ruling is much like another. To look for one that is not:
 * {@code JAZZER_FUZZ=1 mvn -pl seo -am -Dtest=RobotsFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false test}.
 */
class RobotsFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void parse_anyBytes_givesRulings(byte[] bytes) {
    RobotsFile file = RobotsFile.parse(bytes);

    for (String agent : file.agents().stream().limit(8).toList()) {
      assertThat(file.ruling(agent, "/robots.txt").allowed()).isTrue();
      for (String probe : file.probes().stream().limit(32).toList()) {
        Ruling ruling = file.ruling(agent, probe);
        assertThat(ruling.toString()).hasSizeLessThan(40_000).doesNotContain("\n");
        assertThat(file.ruling(agent, probe)).isEqualTo(ruling);
      }
    }
  }
}
