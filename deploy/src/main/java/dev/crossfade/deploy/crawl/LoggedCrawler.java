package dev.crossfade.deploy.crawl;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Crawlers;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.seo.crawl.CrawlKind.Standing;
import dev.crossfade.seo.log.AccessLine;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The crawler that a logged request came from.
 *
 * @param name as configurations write it
 */
record LoggedCrawler(String name, Standing standing) {
  /** Null: it came from no crawler. */
  static @Nullable LoggedCrawler of(AccessLine line, Crawlers crawlers) {
    String logged = line.crawler();
    if (logged != null && !logged.isEmpty()) {
      return ofOurLog(logged);
    }
    InetAddress client = line.client();
    String agent = line.agent();
    CrawlerClaim claim =
        agent == null
            ? null
            : crawlers.claim(
                new Head(agent, client == null ? InetAddress.getLoopbackAddress() : client));
    if (claim == null) {
      return null;
    }
    // Without an address nothing is proven, whatever the stand-in's would say.
    Standing standing =
        client == null
            ? Standing.CLAIMED
            : switch (claim.standing()) {
              case VERIFIED -> Standing.VERIFIED;
              case CLAIMED -> Standing.CLAIMED;
              case DISPROVED -> Standing.DISPROVED;
            };
    return new LoggedCrawler(claim.name(), standing);
  }

  /** The gateway has looked already, and says so behind the name. */
  private static LoggedCrawler ofOurLog(String logged) {
    String name = logged.substring(0, logged.length() - 1);
    return switch (logged.charAt(logged.length() - 1)) {
      case '?' -> new LoggedCrawler(name, Standing.CLAIMED);
      case '!' -> new LoggedCrawler(name, Standing.DISPROVED);
      default -> new LoggedCrawler(logged, Standing.VERIFIED);
    };
  }

  /** As much of a head as crawlers are recognised by. */
  private record Head(String agent, InetAddress client) implements RequestHead {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String host() {
      return "";
    }

    @Override
    public String path() {
      return "/";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public boolean secure() {
      return false;
    }

    @Override
    public @Nullable String header(String name) {
      return name.equalsIgnoreCase("user-agent") ? agent : null;
    }

    @Override
    public @Nullable String cookie(String name) {
      return null;
    }

    @Override
    public boolean fromTrustedHop() {
      return false;
    }
  }
}
