package dev.crossfade.seo.audit.redirects;

import dev.crossfade.seo.fetch.Fetched;
import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Cause;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A site of a few pages, by their whole addresses; of any other it says 404. */
final class FakeSite implements Fetching {
  static final String ORIGIN = "https://shop.example";

  private final Map<String, Known> pages = new HashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final String unknown =
      "<title>Not found</title><main>" + "sorry no page is here ".repeat(20);
  private int unknownStatus = 404;

  private record Known(int status, Map<String, List<String>> fields, String body) {}

  FakeSite page(String path) {
    return page(path, "<title>" + path + "</title><main>" + ("all about " + path + " ").repeat(20));
  }

  FakeSite page(String path, String body) {
    pages.put(ORIGIN + path, new Known(200, Map.of("Content-Type", List.of("text/html")), body));
    return this;
  }

  FakeSite redirect(String path, int status, String location) {
    pages.put(ORIGIN + path, new Known(status, Map.of("Location", List.of(location)), ""));
    return this;
  }

  FakeSite status(String path, int status) {
    pages.put(ORIGIN + path, new Known(status, Map.of(), ""));
    return this;
  }

  /** Addresses that never were get this, as if they were pages. */
  FakeSite softUnknown() {
    unknownStatus = 200;
    return this;
  }

  int asked() {
    return asked.get();
  }

  @Override
  public Fetched get(WebUrl url) {
    asked.incrementAndGet();
    if (url.host().equals("down.example")) {
      return new Failed(url, Cause.CONNECT, url + ": connection refused");
    }
    Known known =
        pages.getOrDefault(
            url.toString(),
            new Known(unknownStatus, Map.of("Content-Type", List.of("text/html")), unknown));
    return new Answered(
        new Answer(
            url,
            known.status(),
            new Fields(known.fields()),
            known.body().getBytes(StandardCharsets.UTF_8),
            false,
            1_000));
  }
}
