package dev.crossfade.deploy.audit;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.seo.audit.Asked;
import dev.crossfade.seo.audit.redirects.RedirectFiles;
import dev.crossfade.seo.audit.redirects.RedirectsAudit;
import dev.crossfade.seo.audit.redirects.Source;
import dev.crossfade.seo.fetch.Fetcher;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit redirects}: does the live site redirect as the map says, and well? */
@Command(
    name = "redirects",
    description = {
      "Asks the live site for each source of a redirect map: does it land in one hop on a page?",
      "Sources that are prefixes or patterns stand for no one address and are passed over."
    },
    footer = {
      "",
      "Examples:",
      "  crossfade audit redirects --map redirects.csv --origin https://www.shop.example",
      "  crossfade audit redirects --map old.csv --map _redirects --urls search-console.csv \\",
      "      --origin https://www.shop.example --report redirects.html",
      "  crossfade audit redirects --map redirects.csv --origin https://www.shop.example \\",
      "      --resolve www.shop.example=10.2.0.10:443 --rate 100/s   # before DNS moves",
      "",
      "Exit codes: 0 nothing wrong, 1 findings or interrupted, 2 bad input, 3 the site does not answer."
    },
    mixinStandardHelpOptions = true)
final class AuditRedirectsCommand extends LiveAudit<Source> {
  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "Redirects, in any format; may be repeated.")
  private List<Path> maps = List.of();

  @Option(
      names = "--origin",
      required = true,
      paramLabel = "URL",
      description = "The live site, whose paths the map has.")
  private String origin;

  @Option(
      names = "--urls",
      paramLabel = "FILE",
      description = "Addresses that must not be lost, one a line or a table; may be repeated.")
  private List<Path> urls = List.of();

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description = "An earlier map: what it had must not be lost either; may be repeated.")
  private List<Path> previous = List.of();

  @Option(
      names = "--no-bodies",
      description = "Judges pages by status and fields alone, and does not read them.")
  private boolean noBodies;

  AuditRedirectsCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  Prepared<Source> prepare(Fetcher fetcher) throws Refusal, IOException, InterruptedException {
    WebUrl site = url("--origin", origin);
    if (maps.isEmpty() && urls.isEmpty()) {
      throw Refusal.problem("neither --map nor --urls (expected: what to ask for)");
    }
    ConfigFacts facts = ConfigFacts.of(options().config());
    RedirectFiles files = RedirectFiles.of(maps, urls, previous, site);
    if (files.size() == 0) {
      files.problems().forEach(this::complain);
      throw Refusal.problem(
          names()
              + ": nothing to ask for"
              + passedOver(files)
              + " (expected: redirects of single pages)");
    }
    reach(fetcher, site);
    RedirectsAudit audit =
        RedirectsAudit.of(
            files,
            site,
            facts.severities(),
            facts.templates(),
            fetcher,
            fetcher.heads(),
            new PageReader(facts.ignore(), AuditOptions.MOST_BODY),
            !noBodies,
            WebUrl.of(site.origin() + "/" + UUID.randomUUID()));
    return new Prepared<>(
        audit, asked(), "Redirect audit", subject(site, files), files.size(), notes(files));
  }

  private Asked asked() throws IOException {
    List<Path> all = new ArrayList<>(maps);
    all.addAll(urls);
    all.addAll(previous);
    return Asked.of(
        "redirects",
        List.of(
            origin, "maps " + maps, "urls " + urls, "previous " + previous, "bodies " + !noBodies),
        all);
  }

  private String names() {
    List<Path> all = new ArrayList<>(maps);
    all.addAll(urls);
    return String.join(", ", all.stream().map(Path::toString).toList());
  }

  private String subject(WebUrl site, RedirectFiles files) {
    List<String> parts = new ArrayList<>();
    if (!maps.isEmpty()) {
      parts.add("%,d redirects".formatted(files.redirects()));
    }
    if (!urls.isEmpty()) {
      parts.add("%,d further addresses".formatted(files.addresses()));
    }
    return site.origin() + " · " + String.join(", ", parts) + " of " + names();
  }

  private static String passedOver(RedirectFiles files) {
    return files.patterns() == 0
        ? ""
        : " but %,d prefixes and patterns".formatted(files.patterns());
  }

  private static List<String> notes(RedirectFiles files) {
    List<String> notes = new ArrayList<>();
    if (files.patterns() > 0) {
      notes.add(
          "%,d prefixes and patterns stand for no one address and were passed over; list addresses that they are for in --urls."
              .formatted(files.patterns()));
    }
    if (files.twice() > 0) {
      notes.add(
          "%,d redirects have the source of an earlier one and were passed over; crossfade redirects lint names them."
              .formatted(files.twice()));
    }
    if (files.badLines() > 0) {
      notes.add("%,d lines were not understood:".formatted(files.badLines()));
      notes.addAll(files.problems());
    }
    return notes;
  }
}
