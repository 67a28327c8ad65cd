package dev.crossfade.cohorts.crawlers;

import static dev.crossfade.cohorts.CrawlerClaim.Standing.CLAIMED;
import static dev.crossfade.cohorts.CrawlerClaim.Standing.DISPROVED;
import static dev.crossfade.cohorts.CrawlerClaim.Standing.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.TestHead;
import dev.crossfade.config.value.Cidr;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifiedCrawlersTest {
  private static final Map<String, List<Cidr>> RANGES =
      Map.of(
          "googlebot", List.of(Cidr.parse("66.249.64.0/27")),
          "gptbot", List.of(Cidr.parse("20.15.240.64/28")));

  private static @Nullable CrawlerClaim claim(
      VerifiedCrawlers crawlers, String userAgent, String address) {
    return crawlers.claim(TestHead.get().from(address).with("user-agent", userAgent));
  }

  /** Where names are looked at but nobody has answered yet. */
  private static NameVerification unanswered() {
    return new NameVerification(
        new NameService() {
          @Override
          public List<String> namesOf(InetAddress address) throws java.io.IOException {
            throw new java.io.IOException("nobody answers");
          }

          @Override
          public List<InetAddress> addressesOf(String name) {
            return List.of();
          }
        },
        Duration.ofHours(1));
  }

  @Test
  void claim_withinItsRanges_isVerified() {
    VerifiedCrawlers crawlers = VerifiedCrawlers.of(RANGES, unanswered());

    assertThat(claim(crawlers, "Googlebot/2.1", "66.249.64.9"))
        .isEqualTo(new CrawlerClaim("googlebot", VERIFIED));
  }

  @Test
  void claim_withinAnothersRanges_isNotVerified() {
    VerifiedCrawlers crawlers = VerifiedCrawlers.of(RANGES, null);

    assertThat(claim(crawlers, "GPTBot/1.2", "66.249.64.9"))
        .isEqualTo(new CrawlerClaim("gptbot", DISPROVED));
  }

  @Test
  void claim_outsideItsRangesWhereNamesMayStillTell_isClaimed() {
    VerifiedCrawlers crawlers = VerifiedCrawlers.of(RANGES, unanswered());

    assertThat(claim(crawlers, "Googlebot/2.1", "192.0.2.1"))
        .isEqualTo(new CrawlerClaim("googlebot", CLAIMED));
  }

  @Test
  void claim_outsideItsRangesWhereNamesTellNothing_isDisproved() {
    assertThat(claim(VerifiedCrawlers.of(RANGES, unanswered()), "GPTBot/1.2", "192.0.2.1"))
        .as("a crawler without names")
        .isEqualTo(new CrawlerClaim("gptbot", DISPROVED));
    assertThat(claim(VerifiedCrawlers.of(RANGES, null), "Googlebot/2.1", "192.0.2.1"))
        .as("dns: false")
        .isEqualTo(new CrawlerClaim("googlebot", DISPROVED));
  }

  @Test
  void claim_nothingToVerifyBy_staysClaimed() {
    assertThat(claim(VerifiedCrawlers.of(Map.of(), unanswered()), "CCBot-ish GPTBot", "192.0.2.1"))
        .isEqualTo(new CrawlerClaim("gptbot", CLAIMED));
    assertThat(claim(VerifiedCrawlers.of(Map.of(), null), "Googlebot/2.1", "192.0.2.1"))
        .isEqualTo(new CrawlerClaim("googlebot", CLAIMED));
  }

  @Test
  void claim_browserOrNoUserAgent_isNone() {
    VerifiedCrawlers crawlers = VerifiedCrawlers.of(RANGES, null);

    assertThat(claim(crawlers, "Mozilla/5.0 (X11; Linux x86_64)", "66.249.64.9")).isNull();
    assertThat(crawlers.claim(TestHead.get())).isNull();
  }
}
