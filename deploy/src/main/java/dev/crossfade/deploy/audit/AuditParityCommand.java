package dev.crossfade.deploy.audit;

import dev.crossfade.config.model.Config;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.redirects.MapLookup;
import dev.crossfade.seo.audit.Asked;
import dev.crossfade.seo.audit.UrlList;
import dev.crossfade.seo.audit.parity.ParityAudit;
import dev.crossfade.seo.audit.sitemap.ListedUrls;
import dev.crossfade.seo.fetch.Fetcher;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit parity}: does next tell search engines what legacy tells them? */
@Command(
    name = "parity",
    description = {
      "Asks both storefronts for each page and compares what they tell search engines. What legacy",
      "contradicts in itself, when it is asked twice, is not held against next."
    },
    footer = {
      "",
      "Examples:",
      "  crossfade audit parity --legacy https://www.shop.example --next https://next.shop.example \\",
      "      --sitemap https://www.shop.example/sitemap.xml --report parity.html",
      "  crossfade audit parity --legacy http://10.1.0.10:8080 --next http://10.2.0.10:8080 \\",
      "      -c crossfade.yaml --urls urls.txt --map redirects.csv --rate 50/s",
      "",
      "Exit codes: 0 nothing wrong, 1 findings or interrupted, 2 bad input, 3 a site does not answer."
    },
    mixinStandardHelpOptions = true)
final class AuditParityCommand extends LiveAudit<WebUrl> {
  @Option(
      names = "--legacy",
      required = true,
      paramLabel = "URL",
      description = "Where legacy answers.")
  private String legacy;

  @Option(
      names = "--next",
      required = true,
      paramLabel = "URL",
      description = "Where next answers.")
  private String next;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description = "The public origin (seo.origin of --config, else legacy's).")
  private @Nullable String origin;

  @Option(
      names = "--urls",
      paramLabel = "FILE",
      description = "The pages, one a line or a table; may be repeated.")
  private List<Path> urls = List.of();

  @Option(
      names = "--sitemap",
      paramLabel = "URL|FILE",
      description = "The pages that a sitemap lists, or the sitemaps of its index.")
  private @Nullable String sitemap;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "Redirects, in any format: where pages are on next; may be repeated.")
  private List<Path> maps = List.of();

  private @Nullable Path listed;

  AuditParityCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  Prepared<WebUrl> prepare(Fetcher fetcher) throws Refusal, IOException, InterruptedException {
    Config config = options().config();
    ConfigFacts facts = ConfigFacts.of(config);
    WebUrl legacySite = url("--legacy", legacy);
    WebUrl nextSite = url("--next", next);
    WebUrl site = site(facts, legacySite);
    if (urls.isEmpty() && sitemap == null) {
      throw Refusal.problem("neither --urls nor --sitemap (expected: the pages to compare)");
    }
    MapLookup map = MapLookup.read(maps);
    List<String> notes = new ArrayList<>();
    reach(fetcher, legacySite);
    reach(fetcher, nextSite);
    if (sitemap != null) {
      listed = ListedUrls.save(sitemap, fetcher, site, notes);
    }
    long count = count(site, notes);
    map.problems().stream().limit(10).forEach(notes::add);
    ParityAudit audit =
        ParityAudit.of(
            new ParityAudit.Shop(site, legacySite, nextSite, url -> redirected(map, url)),
            each -> pages(site, each, _ -> {}),
            facts.severities(),
            facts.templates(),
            fetcher,
            new PageReader(facts.ignore(), AuditOptions.MOST_BODY),
            WebUrl.of(site.origin() + "/" + UUID.randomUUID()));
    String subject =
        "%s · %,d pages of %s on %s and %s"
            .formatted(site.host(), count, names(), legacySite.origin(), nextSite.origin());
    return new Prepared<>(audit, asked(), "Parity audit", subject, count, notes);
  }

  private WebUrl site(ConfigFacts facts, WebUrl legacySite) throws Refusal {
    if (origin != null) {
      return url("--origin", origin);
    }
    return facts.origin() == null ? legacySite : url("seo.origin", facts.origin().toString());
  }

  /** How many pages there are. */
  private long count(WebUrl site, List<String> notes) throws Refusal, IOException {
    long[] count = {0};
    List<String> problems = new ArrayList<>();
    pages(site, _ -> count[0]++, problems::add);
    if (count[0] == 0) {
      problems.stream().limit(10).forEach(this::complain);
      throw Refusal.problem(names() + ": no pages (expected: URLs or paths, one a line)");
    }
    if (!problems.isEmpty()) {
      notes.add("%,d lines were not understood:".formatted(problems.size()));
      problems.stream().limit(10).forEach(notes::add);
    }
    return count[0];
  }

  private void pages(WebUrl site, Consumer<WebUrl> each, Consumer<String> problems)
      throws IOException {
    for (Path file : files()) {
      UrlList.read(
          file,
          site,
          new UrlList.Sink() {
            @Override
            public void onUrl(WebUrl url, String place) {
              each.accept(url);
            }

            @Override
            public void onProblem(String message) {
              problems.accept(message);
            }
          });
    }
  }

  /** Lists, and what sitemaps list. */
  private List<Path> files() {
    List<Path> files = new ArrayList<>(urls);
    if (listed != null) {
      files.add(listed);
    }
    return files;
  }

  private String names() {
    List<String> names = new ArrayList<>(urls.stream().map(Path::toString).toList());
    if (sitemap != null) {
      names.add(sitemap);
    }
    return String.join(", ", names);
  }

  /** A page that is gone for good is asked for where it was. */
  private static WebUrl redirected(MapLookup map, WebUrl url) {
    String query = url.query() == null ? "" : url.query();
    String target = map.target(url.scheme().equals("https"), url.host(), url.path(), query);
    WebUrl there = target == null || target.isEmpty() ? null : url.resolve(target);
    return there == null ? url : there;
  }

  private Asked asked() throws IOException {
    List<Path> all = files();
    all.addAll(maps);
    return Asked.of(
        "parity",
        List.of(
            legacy, next, String.valueOf(origin), "urls " + urls, "map " + sitemap, "maps " + maps),
        all);
  }
}
