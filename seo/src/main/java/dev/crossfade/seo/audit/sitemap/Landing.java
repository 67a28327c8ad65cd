package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.fetch.Fetched.Answered;
import dev.crossfade.seo.fetch.Fetched.Failed;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.reconcile.Live;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.robots.Ruling;
import dev.crossfade.seo.url.WebUrl;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking for a URL and going where it led.
 *
 * @param last what answered in the end; null: nobody
 * @param page what that says; null: it is no page
 * @param elsewhere the canonical that it names, when that is another
 * @param blocked why it may not be crawled; null: it may
 */
record Landing(
    Fetching.Journey journey,
    @Nullable Answer last,
    @Nullable Page page,
    @Nullable WebUrl elsewhere,
    @Nullable Ruling blocked) {
  private static final int MOST_HOPS = 10;

  /** The crawler whose rules matter most. */
  static final String CRAWLER = "googlebot";

  /**
   * Who looks at URLs.
   *
   * @param site whose robots.txt it is
   */
  record Scout(Fetching fetching, WebUrl site, Robots robots, Function<Answer, Page> reader) {
    Landing look(WebUrl url) throws InterruptedException {
      Fetching.Journey journey = fetching.follow(url, MOST_HOPS);
      return switch (journey.last()) {
        case Failed _ -> new Landing(journey, null, null, null, null);
        case Answered(Answer answer) -> of(journey, answer);
      };
    }

    private Landing of(Fetching.Journey journey, Answer answer) {
      if (answer.status() != 200) {
        return new Landing(journey, answer, null, null, null);
      }
      Page page = reader.apply(answer);
      Ruling ruling =
          answer.url().isSameSite(site) ? robots.ruling(CRAWLER, answer.url().target()) : null;
      return new Landing(
          journey,
          answer,
          page,
          elsewhere(page, answer.url()),
          ruling == null || ruling.allowed() ? null : ruling);
    }

    /** Only what stands in the head or in a field counts. */
    private static @Nullable WebUrl elsewhere(Page page, WebUrl url) {
      for (Page.Canonical canonical : page.canonicals()) {
        boolean counts =
            switch (canonical.where()) {
              case HEAD, FIELD -> true;
              case BODY, NOSCRIPT -> false;
            };
        if (counts && canonical.url() != null) {
          return canonical.url().equals(url) ? null : canonical.url();
        }
      }
      return null;
    }
  }

  int status() {
    return last == null ? 0 : last.status();
  }

  WebUrl end() {
    return journey.last().url();
  }

  boolean isNoindex() {
    return page != null && page.indexing().hides(CRAWLER);
  }

  boolean isHidden() {
    return isNoindex() || blocked != null;
  }

  /** The same in one of the words of reconciliation. */
  Live live() {
    int hops = journey.hops();
    return switch (journey.end()) {
      case CIRCLE, TOO_FAR, NOWHERE -> new Live.Astray();
      case FAILED -> hops == 0 ? new Live.Broken() : new Live.Astray();
      case ARRIVED -> {
        if (page != null) {
          yield hops == 0
              ? standing()
              : isHidden() ? new Live.Astray() : new Live.Moved(hops, false);
        }
        yield hops > 0 ? new Live.Astray() : refusal();
      }
    };
  }

  private Live standing() {
    return isHidden()
        ? new Live.Hidden()
        : elsewhere == null ? new Live.Page() : new Live.Copy(false);
  }

  private Live refusal() {
    return status() == 410
        ? new Live.Gone()
        : status() >= 400 && status() < 500 && status() != 429
            ? new Live.Missing()
            : new Live.Broken();
  }

  /** As a fact, with where it leads, as far as that is of this site. */
  String fact(WebUrl asked, WebUrl site) {
    Live live = live();
    WebUrl end =
        switch (live) {
          case Live.Moved _ -> end();
          case Live.Copy _ -> elsewhere;
          case Live _ -> null;
        };
    return LiveFacts.fact(
        live, asked.target(), end == null || !end.isSameSite(site) ? null : end.target());
  }
}
