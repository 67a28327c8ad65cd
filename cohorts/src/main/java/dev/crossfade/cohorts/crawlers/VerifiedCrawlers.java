package dev.crossfade.cohorts.crawlers;

import dev.crossfade.cohorts.AddressSet;
import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.CrawlerClaim.Standing;
import dev.crossfade.cohorts.Crawlers;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.config.value.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises crawlers by what they call themselves, and verifies them by address: the published
 * ranges first, then names. Who is in no range and cannot be verified by name is disproved, unless
 * there is nothing to verify by at all. Immutable but for what names are remembered.
 */
public final class VerifiedCrawlers implements Crawlers {
  private static final CrawlerTokens TOKENS = CrawlerTokens.of(KnownCrawlers.all());

  private final Examined[] crawlers;

  private VerifiedCrawlers(Examined[] crawlers) {
    this.crawlers = crawlers;
  }

  /**
   * Recognises all of {@link KnownCrawlers}.
   *
   * @param ranges by the crawler's name
   * @param names null: names are not looked at
   */
  public static VerifiedCrawlers of(
      Map<String, List<Cidr>> ranges, @Nullable NameVerification names) {
    return new VerifiedCrawlers(
        KnownCrawlers.all().stream()
            .map(crawler -> Examined.of(crawler, ranges.get(crawler.name()), names))
            .toArray(Examined[]::new));
  }

  @Override
  public @Nullable CrawlerClaim claim(RequestHead head) {
    String agent = head.header("user-agent");
    int found = agent == null ? CrawlerTokens.NONE : TOKENS.find(agent);
    return found == CrawlerTokens.NONE ? null : crawlers[found].claim(head.client());
  }

  /**
   * A crawler and what it can be verified by; its claims are made once for all.
   *
   * @param ranges null: none are known
   * @param names null: its names prove nothing, or are not looked at
   */
  private record Examined(
      KnownCrawler crawler,
      @Nullable AddressSet ranges,
      @Nullable NameVerification names,
      CrawlerClaim verified,
      CrawlerClaim claimed,
      CrawlerClaim disproved) {

    static Examined of(
        KnownCrawler crawler, @Nullable List<Cidr> ranges, @Nullable NameVerification names) {
      return new Examined(
          crawler,
          ranges == null ? null : AddressSet.of(ranges),
          crawler.domains().isEmpty() ? null : names,
          new CrawlerClaim(crawler.name(), Standing.VERIFIED),
          new CrawlerClaim(crawler.name(), Standing.CLAIMED),
          new CrawlerClaim(crawler.name(), Standing.DISPROVED));
    }

    CrawlerClaim claim(InetAddress address) {
      return switch (standing(address)) {
        case VERIFIED -> verified;
        case CLAIMED -> claimed;
        case DISPROVED -> disproved;
      };
    }

    private Standing standing(InetAddress address) {
      if (ranges != null && ranges.contains(address)) {
        return Standing.VERIFIED;
      }
      if (names != null) {
        return names.standing(crawler, address);
      }
      return ranges == null ? Standing.CLAIMED : Standing.DISPROVED;
    }
  }
}
