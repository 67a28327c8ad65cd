package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source.Exact;
import dev.crossfade.routing.redirects.RuleSink;
import dev.crossfade.routing.redirects.format.RedirectReader;
import dev.crossfade.seo.audit.UrlList;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.reconcile.KnownUrls;
import dev.crossfade.seo.reconcile.Source;
import dev.crossfade.seo.reconcile.TrafficFile;
import dev.crossfade.seo.sitemap.SitemapSink;
import dev.crossfade.seo.sitemap.SitemapSummary;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads who knew which URL before the move. Hosts do not matter: all are taken for the site's. */
final class LegacySources {
  private final SitemapPlan plan;
  private final Fetching maps;
  private final KnownUrls known;
  private final List<String> notes = new ArrayList<>();
  private long badLines;
  private long patterns;
  private String legacyTrouble = "";

  LegacySources(SitemapPlan plan, Fetching maps, KnownUrls known) {
    this.plan = plan;
    this.maps = maps;
    this.known = known;
  }

  /** Reads all of them; what is to be told of them is returned. */
  List<String> read() throws IOException, InterruptedException {
    readLegacyMap();
    for (Path list : plan.lists()) {
      UrlList.read(list, plan.site(), new Listed());
    }
    for (Path map : plan.redirects()) {
      try (InputStream in = Files.newInputStream(map)) {
        RedirectReader.read(in, map.toString(), Format.AUTO, new Mapped());
      }
    }
    for (Path file : plan.traffic()) {
      badLines +=
          TrafficFile.read(
              file,
              plan.site(),
              (url, hits, served) ->
                  known.add(url.target(), served ? Source.SERVED : Source.REFUSED, hits));
    }
    if (badLines > 0) {
      notes.add("%,d lines of the files were no URLs and were passed over.".formatted(badLines));
    }
    if (patterns > 0) {
      notes.add(
          "%,d redirects are prefixes or patterns, which are of no single URL."
              .formatted(patterns));
    }
    if (!legacyTrouble.isEmpty()) {
      notes.add("Legacy's sitemap was not read to its end: " + legacyTrouble);
    }
    return notes;
  }

  private void readLegacyMap() throws IOException, InterruptedException {
    String map = plan.legacyMap();
    if (map != null) {
      WebUrl site = map.contains("://") ? WebUrl.of(map) : plan.site();
      new MapWalk(maps, site, plan.now(), true, new LegacyMap()).walk(map);
    }
  }

  private void add(WebUrl url, Source source) {
    try {
      known.add(url.target(), source, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Legacy's sitemap; its faults are over. */
  private final class LegacyMap implements MapWalk.Visitor {
    @Override
    public void onPage(String map, SitemapSink.Page page) {
      add(page.url(), Source.LEGACY_SITEMAP);
    }

    @Override
    public void onProblem(String map, SitemapSink.Problem problem) {
      if (problem.rule() == Rule.MAP_STATUS || problem.rule() == Rule.MAP_LIMIT) {
        legacyTrouble = map + " " + problem.message();
      }
    }

    @Override
    public void onEnd(String map, SitemapSummary summary) {}
  }

  /** A list of legacy's URLs. */
  private final class Listed implements UrlList.Sink {
    @Override
    public void onUrl(WebUrl url, String place) {
      add(url, Source.LEGACY_LIST);
    }

    @Override
    public void onProblem(String message) {
      badLines++;
    }
  }

  /** A map of redirects. */
  private final class Mapped implements RuleSink {
    @Override
    public void onRule(RedirectRule rule) {
      if (!(rule.source() instanceof Exact(var _, String path, String query))) {
        patterns++;
        return;
      }
      WebUrl url = plan.site().resolve(path + (query == null ? "" : "?" + query));
      if (url == null) {
        badLines++;
      } else {
        add(url, Source.MAP);
      }
    }

    @Override
    public void onProblem(Place place, String message) {
      badLines++;
    }
  }
}
