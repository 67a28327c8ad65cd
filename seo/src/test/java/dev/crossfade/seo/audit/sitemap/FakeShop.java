package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.fetch.Fetched;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A site in memory. What it does not have is not found. */
final class FakeShop implements Fetching {
  static final WebUrl SITE = WebUrl.of("https://shop.example/");

  private final Map<String, Fetched> answers = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  FakeShop page(String path) {
    return page(path, "<link rel=canonical href='" + path + "'>");
  }

  FakeShop page(String path, String head) {
    return answer(
        path,
        200,
        Map.of("content-type", List.of("text/html")),
        "<html><head><title>A</title>" + head + "</head><body><h1>A</h1></body></html>");
  }

  FakeShop status(String path, int status) {
    return answer(path, status, Map.of(), "");
  }

  FakeShop moved(String path, String to) {
    return answer(path, 301, Map.of("location", List.of(to)), "");
  }

  FakeShop silent(String path) {
    WebUrl url = WebUrl.of(SITE.origin() + path);
    answers.put(
        url.toString(), new Fetched.Failed(url, Fetched.Cause.TIMEOUT, url + ": no answer"));
    return this;
  }

  FakeShop map(String path, String... locations) {
    StringBuilder map =
        new StringBuilder("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"")
            .append(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for (String location : locations) {
      map.append("<url><loc>")
          .append(location.startsWith("/") ? SITE.origin() + location : location)
          .append("</loc></url>\n");
    }
    return text(path, map + "</urlset>\n");
  }

  FakeShop index(String path, String... maps) {
    StringBuilder index =
        new StringBuilder("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (String map : maps) {
      index.append("<sitemap><loc>").append(SITE.origin()).append(map).append("</loc></sitemap>\n");
    }
    return text(path, index + "</sitemapindex>\n");
  }

  FakeShop text(String path, String body) {
    return answer(path, 200, Map.of("content-type", List.of("application/xml")), body);
  }

  private FakeShop answer(String path, int status, Map<String, List<String>> fields, String body) {
    WebUrl url = WebUrl.of(SITE.origin() + path);
    answers.put(
        url.toString(),
        new Fetched.Answered(
            new Answer(
                url,
                status,
                new Fields(fields),
                body.getBytes(StandardCharsets.UTF_8),
                false,
                -1)));
    return this;
  }

  @Override
  public Fetched get(WebUrl url) {
    asked.incrementAndGet();
    Fetched known = answers.get(url.toString());
    return known != null
        ? known
        : new Fetched.Answered(new Answer(url, 404, Fields.NONE, new byte[0], false, -1));
  }

  /** How often something was asked for. */
  int asked() {
    return asked.get();
  }
}
