package dev.crossfade.seo.sitemap;

import dev.crossfade.seo.url.WebUrl;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A sitemap as it was read, as lines for people. */
final class CollectedMap implements SitemapSink {
  static final MapScope SCOPE =
      MapScope.of(
          WebUrl.of("https://shop.example/sitemap.xml"), Instant.parse("2026-06-01T00:00:00Z"));

  final List<String> lines = new ArrayList<>();
  final List<Problem> problems = new ArrayList<>();
  final List<Page> pages = new ArrayList<>();
  private final SitemapSummary summary;

  private CollectedMap(InputStream in, MapScope scope) {
    summary = SitemapReader.read(in, scope, this);
  }

  static CollectedMap of(byte[] bytes) {
    return of(new ByteArrayInputStream(bytes), SCOPE);
  }

  static CollectedMap of(InputStream in, MapScope scope) {
    return new CollectedMap(in, scope);
  }

  SitemapSummary summary() {
    return summary;
  }

  @Override
  public void onPage(Page page) {
    pages.add(page);
    StringBuilder line = new StringBuilder("page " + page.line() + " " + shown("" + page.url()));
    if (page.lastmod() != null) {
      line.append(" of ").append(page.lastmod());
    }
    page.alternates()
        .forEach(it -> line.append(' ').append(it.code()).append('=').append(it.url()));
    lines.add(line.toString());
  }

  @Override
  public void onMap(int line, WebUrl url) {
    lines.add("map " + line + " " + url);
  }

  @Override
  public void onProblem(Problem problem) {
    problems.add(problem);
    lines.add(
        (problem.rule() + " " + problem.line() + " " + shown(problem.subject())).strip()
            + ": "
            + problem.message());
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
