package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.sitemap.HashedUrls;
import dev.crossfade.seo.sitemap.MapScope;
import dev.crossfade.seo.sitemap.SitemapKind;
import dev.crossfade.seo.sitemap.SitemapReader;
import dev.crossfade.seo.sitemap.SitemapSink;
import dev.crossfade.seo.sitemap.SitemapSummary;
import dev.crossfade.seo.url.WebUrl;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sitemap and, when it is an index, the maps that it lists, one after the other. Maps of
 * another site are not asked for.
 */
final class MapWalk {
  private static final int MOST_REDIRECTS = 5;

  private final Fetching fetching;
  private final WebUrl site;
  private final Instant now;
  private final boolean trusted;
  private final Visitor visitor;
  private final HashedUrls read = new HashedUrls();

  /** Takes what is in the maps. */
  interface Visitor {
    /** A page of a map. */
    void onPage(String map, SitemapSink.Page page);

    /** Something that is wrong with a map. */
    void onProblem(String map, SitemapSink.Problem problem);

    /** A map is over. */
    void onEnd(String map, SitemapSummary summary);
  }

  /**
   * Walks.
   *
   * @param site whose pages may be listed
   * @param trusted whether robots.txt names the first map, so that maps may list what they like
   */
  MapWalk(Fetching fetching, WebUrl site, Instant now, boolean trusted, Visitor visitor) {
    this.fetching = fetching;
    this.site = site;
    this.now = now;
    this.trusted = trusted;
    this.visitor = visitor;
  }

  /** Reads the map of this address, or in this file. */
  void walk(String map) throws IOException, InterruptedException {
    List<WebUrl> children = new ArrayList<>();
    if (map.contains("://")) {
      children(WebUrl.of(map), children, null);
    } else {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(map)))) {
        read(map, in, new MapScope(site, "/", now), children, null);
      }
    }
    for (WebUrl child : children) {
      if (child.isSameSite(site) && read.add(child.toString())) {
        children(child, null, map);
      }
    }
  }

  /**
   * Asks for a map and reads it.
   *
   * @param into takes the maps that it lists; null: it must list none
   * @param index the index that lists it; null: none does
   */
  private void children(WebUrl map, @Nullable List<WebUrl> into, @Nullable String index)
      throws InterruptedException {
    read.add(map.toString());
    Fetching.Journey journey = fetching.follow(map, MOST_REDIRECTS);
    String from = index == null ? "the sitemap" : "a sitemap of the index " + index;
    if (journey.hops() > 0) {
      problem(map, Rule.MAP_REDIRECT, from + " redirects to " + journey.last().url());
    }
    switch (journey.last()) {
      case Failed failed ->
          problem(map, Rule.MAP_STATUS, from + " cannot be had: " + failed.message());
      case Answered(Answer answer) -> {
        if (answer.status() != 200) {
          problem(map, Rule.MAP_STATUS, from + " answers " + answer.status());
          return;
        }
        MapScope scope = MapScope.of(map, now);
        MapScope here = new MapScope(site, scope.folder(), now);
        read(
            map.toString(),
            new ByteArrayInputStream(answer.body()),
            trusted ? here.trusted() : here,
            into,
            index);
      }
    }
  }

  private void read(
      String map,
      InputStream in,
      MapScope scope,
      @Nullable List<WebUrl> into,
      @Nullable String index) {
    SitemapSummary summary = SitemapReader.read(in, scope, new Passing(map, into, visitor));
    if (summary.kind() == SitemapKind.INDEX && into == null) {
      visitor.onProblem(
          map,
          new SitemapSink.Problem(
              Rule.MAP_SYNTAX, 0, "", "is an index, and is listed by an index: " + index));
    }
    visitor.onEnd(map, summary);
  }

  private void problem(WebUrl map, Rule rule, String message) {
    visitor.onProblem(map.toString(), new SitemapSink.Problem(rule, 0, "", message));
  }

  /** Tells the visitor which map it is of. */
  private record Passing(String map, @Nullable List<WebUrl> into, Visitor visitor)
      implements SitemapSink {
    @Override
    public void onPage(Page page) {
      visitor.onPage(map, page);
    }

    @Override
    public void onMap(int line, WebUrl url) {
      if (into != null && into.size() < SitemapReader.MOST_ENTRIES) {
        into.add(url);
      }
    }

    @Override
    public void onProblem(Problem problem) {
      visitor.onProblem(map, problem);
    }
  }
}
