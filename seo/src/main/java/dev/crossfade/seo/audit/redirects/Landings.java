package dev.crossfade.seo.audit.redirects;

import dev.crossfade.seo.audit.PageReading;
import dev.crossfade.seo.fetch.Fetched;
import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.MainText;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.url.WebUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for pages, and remembers of a bounded number of them what came of it: many redirects lead to
 * few pages, which are asked for once. Thread-safe.
 */
final class Landings {
  private static final int REMEMBERED = 20_000;
  private static final double ALIKE = 0.9;
  private static final String GOOGLE = "googlebot";

  private final Fetching fetching;
  private final Fetching heads;
  private final PageReading reader;
  private final boolean bodies;
  private final Crawling crawling;
  private volatile MainText unknown = MainText.NONE;

  private final Map<WebUrl, Landing> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<WebUrl, Landing> eldest) {
          return size() > REMEMBERED;
        }
      };

  Landings(
      Fetching fetching, Fetching heads, PageReader reader, boolean bodies, Crawling crawling) {
    this.fetching = fetching;
    this.heads = heads;
    this.reader = new PageReading(reader);
    this.bodies = bodies;
    this.crawling = crawling;
  }

  /** What the site says to an address that never was; what is like it is no page. */
  void compareWith(WebUrl nobody) throws InterruptedException {
    if (!bodies) {
      return;
    }
    Fetched last = fetching.follow(nobody, Trip.MOST_HOPS).last();
    if (last instanceof Answered(Answer answer)) {
      unknown = reader.read(answer).text();
    }
  }

  /** A source: asked for once, and mostly a redirect, of which nobody reads the body. */
  Landing source(WebUrl url, boolean redirected) throws InterruptedException {
    return landing(redirected ? heads.get(url) : asked(url));
  }

  /** Where a redirect leads. */
  Landing at(WebUrl url) throws InterruptedException {
    synchronized (remembered) {
      Landing known = remembered.get(url);
      if (known != null) {
        return known;
      }
    }
    Landing landing = landing(asked(url));
    if (landing.status() != 0) {
      synchronized (remembered) {
        remembered.put(url, landing);
      }
    }
    return landing;
  }

  private Fetched asked(WebUrl url) throws InterruptedException {
    return (bodies ? fetching : heads).get(url);
  }

  private Landing landing(Fetched fetched) throws InterruptedException {
    return switch (fetched) {
      case Failed failed -> Landing.failed(failed.url(), failed.cause(), failed.message());
      case Answered(Answer answer) -> landing(answer);
    };
  }

  private Landing landing(Answer answer) throws InterruptedException {
    WebUrl url = answer.url();
    String written = answer.fields().first("location");
    boolean redirects =
        switch (answer.status()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    if (redirects) {
      WebUrl location = written == null || written.isBlank() ? null : url.resolve(written);
      String shown = written == null ? "" : written;
      return new Landing(url, answer.status(), true, location, shown, "", null, "", false);
    }
    Page page = answer.status() == 200 ? reader.read(answer) : null;
    String hidden = page == null ? "" : hidden(url, page);
    boolean soft = page != null && isSoft(page.text());
    return new Landing(url, answer.status(), false, null, "", "", null, hidden, soft);
  }

  private String hidden(WebUrl url, Page page) throws InterruptedException {
    String blocked = crawling.blocks(url);
    if (blocked != null) {
      return blocked;
    }
    return page.indexing().hides(GOOGLE)
        ? "says noindex (" + String.join("; ", page.indexing().sources()) + ")"
        : "";
  }

  private boolean isSoft(MainText text) {
    MainText never = unknown;
    return never.words() > 0 && text.words() > 0 && text.similarity(never) >= ALIKE;
  }

  /** What robots.txt of a site has to say. */
  @FunctionalInterface
  interface Crawling {
    /** Why search engines may not ask for it; null: they may. */
    @Nullable String blocks(WebUrl url) throws InterruptedException;
  }
}
