package dev.crossfade.deploy.audit;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.seo.audit.Asked;
import dev.crossfade.seo.audit.robots.LiveRobots;
import dev.crossfade.seo.audit.sitemap.SitemapAudit;
import dev.crossfade.seo.audit.sitemap.SitemapPlan;
import dev.crossfade.seo.audit.sitemap.Subject;
import dev.crossfade.seo.fetch.Fetcher;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.robots.RobotsFile;
import dev.crossfade.seo.sitemap.SitemapReader;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit sitemap}: does the site keep what its sitemap promises, and was nothing lost? */
@Command(
    name = "sitemap",
    description = {
      "Every rule of the sitemap protocol, and every listed page: status, redirects, noindex,",
      "canonical, robots.txt, language versions. With --legacy-sitemap, --urls, --map or --traffic",
      "every URL that these know is asked for too, and put into one explained class."
    },
    footer = {
      "",
      "Examples:",
      "  crossfade audit sitemap https://www.shop.example/sitemap.xml",
      "  crossfade audit sitemap new.xml.gz --origin https://www.shop.example --rate 50/s",
      "  crossfade audit sitemap https://www.shop.example/sitemap.xml --map redirects.csv \\",
      "    --legacy-sitemap old-sitemap.xml --urls old-urls.txt --traffic access.log.gz",
      "",
      "Exit codes: 0 nothing wrong, 1 findings, 2 a file cannot be read, 3 the site cannot be reached."
    },
    mixinStandardHelpOptions = true)
final class AuditSitemapCommand extends LiveAudit<Subject> {
  private static final int MOST_PAGE = 2 << 20;

  @Parameters(paramLabel = "SITEMAP", description = "URL or file of a sitemap, or of an index.")
  private String map;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description = "The site whose pages are listed (seo.origin of -c, or that of SITEMAP).")
  private @Nullable String origin;

  @Option(
      names = "--legacy-sitemap",
      paramLabel = "URL|FILE",
      description = "Legacy's sitemap: what it lists must be somewhere.")
  private @Nullable String legacyMap;

  @Option(
      names = "--urls",
      paramLabel = "FILE",
      description = "Legacy's URLs, one a line or a column of a table; may be repeated.")
  private List<Path> lists = List.of();

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "Redirects, in any format; may be repeated.")
  private List<Path> redirects = List.of();

  @Option(
      names = "--traffic",
      paramLabel = "FILE",
      description = {
        "What visitors ask for: url,hits or an access log (JSON lines, combined), also gzip; may be",
        "repeated."
      })
  private List<Path> traffic = List.of();

  AuditSitemapCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  Prepared<Subject> prepare(Fetcher fetcher) throws Refusal, IOException, InterruptedException {
    ConfigFacts facts = ConfigFacts.of(options().config());
    WebUrl site = site(facts);
    Fetching maps = fetcher.upTo((int) SitemapReader.MOST_BYTES + 1);
    if (map.contains("://")) {
      reach(fetcher, url("SITEMAP", map));
    }
    Robots robots = LiveRobots.ask(fetcher, LiveRobots.of(site));
    if (!map.contains("://")) {
      reach(fetcher, site);
    }
    SitemapPlan plan =
        new SitemapPlan(
            map, site, isNamed(robots), legacyMap, lists, redirects, traffic, Instant.now());
    PageReader reader = new PageReader(facts.ignore(), MOST_PAGE);
    SitemapAudit audit =
        new SitemapAudit(
            plan, fetcher, maps, robots, reader::read, facts.severities(), facts.templates());
    return new Prepared<>(
        audit, asked(), "Sitemap audit", site.origin() + " · " + map, -1, notes(robots));
  }

  private WebUrl site(ConfigFacts facts) throws Refusal {
    if (origin != null) {
      return url("--origin", origin);
    }
    if (facts.origin() != null) {
      return url("seo.origin", facts.origin().toString());
    }
    if (!map.contains("://")) {
      throw Refusal.problem(
          "--origin is missing (expected: the site whose pages " + map + " lists)");
    }
    return url("SITEMAP", map);
  }

  private boolean isNamed(Robots robots) {
    return switch (robots) {
      case Robots.Ruled(RobotsFile file) ->
          file.sitemaps().stream().anyMatch(line -> line.url().equals(map));
      case Robots.Open _, Robots.Closed _ -> false;
    };
  }

  private static List<String> notes(Robots robots) {
    return robots instanceof Robots.Closed(String reason)
        ? List.of(reason + ": to crawlers every page is blocked.")
        : List.of();
  }

  private Asked asked() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String each : new String[] {map, legacyMap == null ? "" : legacyMap}) {
      if (!each.isEmpty() && !each.contains("://")) {
        files.add(Path.of(each));
      }
    }
    files.addAll(lists);
    files.addAll(redirects);
    files.addAll(traffic);
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
    }
    return Asked.of(
        "sitemap",
        List.of(
            map,
            String.valueOf(origin),
            String.valueOf(legacyMap),
            lists.toString(),
            redirects.toString(),
            traffic.toString()),
        files);
  }
}
