package dev.crossfade.deploy.audit;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.seo.audit.Asked;
import dev.crossfade.seo.audit.UrlList;
import dev.crossfade.seo.audit.robots.LiveRobots;
import dev.crossfade.seo.audit.robots.RobotsAudit;
import dev.crossfade.seo.audit.robots.RobotsSide;
import dev.crossfade.seo.fetch.Fetcher;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.robots.RobotsFile;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit robots}: what may be crawled on one storefront and not on the other? */
@Command(
    name = "robots",
    description = {
      "URLs that a crawler may ask for on one storefront and not on the other, with the line that",
      "decides on both sides."
    },
    footer = {
      "",
      "Examples:",
      "  crossfade audit robots --legacy https://www.shop.example --next https://next.shop.example",
      "  crossfade audit robots --legacy old-robots.txt --next new-robots.txt --urls urls.csv",
      "",
      "Exit codes: 0 nothing changes, 1 findings, 2 a file cannot be read, 3 a site cannot be reached."
    },
    mixinStandardHelpOptions = true)
final class AuditRobotsCommand extends LiveAudit<String> {
  /** Anybody's site: only its path matters where there is no other. */
  private static final WebUrl NOWHERE = WebUrl.of("http://localhost/");

  @Option(
      names = "--legacy",
      required = true,
      paramLabel = "URL|FILE",
      description = "Legacy, or its robots.txt.")
  private String legacy;

  @Option(
      names = "--next",
      required = true,
      paramLabel = "URL|FILE",
      description = "Next, or its robots.txt.")
  private String next;

  @Option(
      names = "--urls",
      paramLabel = "FILE",
      description = "URLs or paths, one a line or a column of a table (made from the rules).")
  private @Nullable Path urls;

  AuditRobotsCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  Prepared<String> prepare(Fetcher fetcher) throws Refusal, IOException, InterruptedException {
    ConfigFacts facts = ConfigFacts.of(options().config());
    List<Path> files = new ArrayList<>();
    RobotsSide before = side("--legacy", legacy, fetcher, files);
    RobotsSide after = side("--next", next, fetcher, files);
    RobotsAudit audit =
        new RobotsAudit(
            before, after, urls == null ? null : this::urls, facts.templates(), facts.severities());
    if (urls != null) {
      files.add(urls);
    }
    return new Prepared<>(
        audit,
        Asked.of("robots", List.of(legacy, next, String.valueOf(urls)), files),
        "Robots audit",
        before.name() + " → " + after.name() + (urls == null ? "" : " · " + urls),
        urls == null ? audit.probes() : -1,
        List.of());
  }

  private RobotsSide side(String option, String named, Fetcher fetcher, List<Path> files)
      throws Refusal, IOException, InterruptedException {
    if (!named.contains("://")) {
      Path file = Path.of(named);
      files.add(file);
      return new RobotsSide(named, null, new Robots.Ruled(RobotsFile.parse(head(file))));
    }
    WebUrl site = url(option, named);
    WebUrl file = site.path().endsWith("/robots.txt") ? site : LiveRobots.of(site);
    Robots robots = LiveRobots.ask(fetcher, file);
    if (robots instanceof Robots.Closed(String reason)) {
      reach(fetcher, file); // a server that fails is a finding, and nobody there is not
      return new RobotsSide(file.toString(), file, new Robots.Closed(reason));
    }
    return new RobotsSide(file.toString(), file, robots);
  }

  /** One byte more than crawlers read, to see that there is more, and then some. */
  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(16 * RobotsFile.MOST_BYTES);
    }
  }

  private void urls(Consumer<String> each) throws IOException {
    if (urls != null) {
      UrlList.read(
          urls,
          NOWHERE,
          new UrlList.Sink() {
            @Override
            public void onUrl(WebUrl url, String place) {
              each.accept(url.target());
            }

            @Override
            public void onProblem(String message) {
              complain(message);
            }
          });
    }
  }
}
