package dev.crossfade.seo.audit.sitemap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.routing.Templates;
import dev.crossfade.seo.audit.Asked;
import dev.crossfade.seo.audit.AuditRun;
import dev.crossfade.seo.audit.AuditRun.Ended;
import dev.crossfade.seo.audit.Spool;
import dev.crossfade.seo.fetch.Fetched;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.robots.RobotsFile;
import dev.crossfade.seo.url.WebUrl;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Full maps of 50,000 URLs, as gzip files, in an index: two of them in a build, and as many as
 * {@code -Dcrossfade.sitemap.maps=20} says.
 */
class SitemapScaleTest {
  private static final int PAGES = 50_000;
  private static final int MAPS = Integer.getInteger("crossfade.sitemap.maps", 2);
  private static final byte[] PAGE =
      "<html><head><title>A</title></head><body>A</body></html>".getBytes(UTF_8);

  @TempDir private Path folder;

  private final AtomicLong pagesAsked = new AtomicLong();

  @Test
  void fullMapsOfAnIndex_areAskedForOnceAndReconciled() throws Exception {
    Ended ended = audit(Integer.MAX_VALUE);

    assertThat(pagesAsked).hasValue((long) MAPS * PAGES);
    assertThat(ended.conclusion().tables().getFirst().rows())
        .containsExactly(
            List.of(
                "Kept",
                "yes",
                "" + MAPS * PAGES,
                "0",
                "listed, answers itself, and legacy had it"));
  }

  @Test
  void noMoreThanWereWanted_areAskedFor() throws Exception {
    Ended ended = audit(100);

    assertThat(ended.why()).isEqualTo(Ended.Why.LIMIT);
    assertThat(pagesAsked).hasValue(99); // the index is one of them
  }

  private Ended audit(int most) throws Exception {
    Path list = folder.resolve("urls.txt");
    try (BufferedWriter out = Files.newBufferedWriter(list)) {
      for (int i = MAPS * PAGES - 1; i >= 0; i--) {
        out.write("/p/" + i + "\n");
      }
    }
    Fetching shop = this::answer;
    SitemapPlan plan =
        new SitemapPlan(
            "https://shop.example/index.xml",
            FakeShop.SITE,
            false,
            null,
            List.of(list),
            List.of(),
            List.of(),
            Instant.now());
    try (SitemapAudit audit =
            new SitemapAudit(
                plan,
                shop,
                shop,
                new Robots.Ruled(RobotsFile.parse(new byte[0])),
                new PageReader(List.of(), 1 << 20)::read,
                Severities.of(Map.of()),
                Templates.of(List.of()));
        Spool spool =
            Spool.open(folder.resolve("spools"), new Asked("sitemap", List.of(), ""), false)) {
      Ended ended = new AuditRun<>(audit, spool, 8, most).run();
      spool
          .findings(ended.conclusion().stands())
          .forEach(
              finding -> {
                throw new AssertionError(finding);
              });
      return ended;
    }
  }

  private Fetched answer(WebUrl url) {
    String path = url.path();
    byte[] body = PAGE;
    if (path.equals("/index.xml")) {
      body = index();
    } else if (path.endsWith(".xml.gz")) {
      body = map(Integer.parseInt(path.substring(1, path.indexOf('.'))));
    } else {
      pagesAsked.incrementAndGet();
    }
    Fields fields = new Fields(Map.of("content-type", List.of("text/html")));
    return new Fetched.Answered(new Answer(url, 200, fields, body, false, -1));
  }

  private static byte[] index() {
    StringBuilder index =
        new StringBuilder("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    for (int i = 0; i < MAPS; i++) {
      index
          .append("<sitemap><loc>https://shop.example/")
          .append(i)
          .append(".xml.gz</loc></sitemap>");
    }
    return index.append("</sitemapindex>").toString().getBytes(UTF_8);
  }

  private static byte[] map(int number) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      StringBuilder map =
          new StringBuilder("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
      for (int i = number * PAGES; i < (number + 1) * PAGES; i++) {
        map.append("<url><loc>https://shop.example/p/").append(i).append("</loc></url>\n");
      }
      out.write(map.append("</urlset>").toString().getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }
}
