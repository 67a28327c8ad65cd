package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.fetch.Fetcher;
import dev.crossfade.seo.sitemap.SitemapReader;
import dev.crossfade.seo.sitemap.SitemapSink;
import dev.crossfade.seo.sitemap.SitemapSummary;
import dev.crossfade.seo.url.WebUrl;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The pages that a sitemap lists, for audits that are not about the sitemap. */
public final class ListedUrls {
  private static final int MOST_PROBLEMS = 10;

  private ListedUrls() {}

  /**
   * Reads it, and what its index lists, into a temporary file of addresses, which goes when the
   * process ends.
   *
   * @param map its address or file
   * @param site whose pages they are
   * @param notes takes the first few of what is wrong with it
   */
  public static Path save(String map, Fetcher fetcher, WebUrl site, List<String> notes)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("crossfade-listed-", ".txt");
    file.toFile().deleteOnExit();
    WebUrl at = map.contains("://") ? WebUrl.of(map) : site;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      new MapWalk(
              fetcher.upTo((int) SitemapReader.MOST_BYTES + 1),
              at,
              Instant.now(),
              true,
              new Writing(out, notes))
          .walk(map);
    } catch (UncheckedIOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
    return file;
  }

  /** Writes pages down, and a few problems. */
  private record Writing(BufferedWriter out, List<String> notes) implements MapWalk.Visitor {
    @Override
    public void onPage(String map, SitemapSink.Page page) {
      try {
        out.write(page.url() + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onProblem(String map, SitemapSink.Problem problem) {
      if (notes.size() < MOST_PROBLEMS) {
        notes.add(map + ": " + problem.message());
      }
    }

    @Override
    public void onEnd(String map, SitemapSummary summary) {}
  }
}
