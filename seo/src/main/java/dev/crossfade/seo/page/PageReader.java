package dev.crossfade.seo.page;

import dev.crossfade.seo.url.WebUrl;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/** Reads pages. Thread-safe; each call parses by itself. */
public final class PageReader {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final @Nullable Evaluator ignore;
  private final int mostBytes;

  /**
   * Reads by these settings.
   *
   * @param ignore CSS selectors of what is taken out before anything is read
   * @param mostBytes of a body; what comes beyond is not looked at
   * @throws IllegalArgumentException one of the selectors is none
   */
  public PageReader(List<String> ignore, int mostBytes) {
    if (mostBytes < 0) {
      throw new IllegalArgumentException("mostBytes: " + mostBytes + " (expected: at least 0)");
    }
    ignore.forEach(PageReader::evaluator);
    this.ignore = ignore.isEmpty() ? null : evaluator(String.join(", ", ignore));
    this.mostBytes = mostBytes;
  }

  private static Evaluator evaluator(String selector) {
    try {
      return Selector.evaluatorOf(selector);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(
          selector + " (expected: a CSS selector such as #recently-viewed)", e);
    }
  }

  /**
   * What this answer tells a search engine. Any bytes make a page; what is not understood is among
   * its troubles.
   */
  public Page read(Answer answer) {
    Troubles troubles = new Troubles();
    Robots robots = new Robots();
    answer.fields().all("x-robots-tag").forEach(robots::field);
    HeadGatherer head = new HeadGatherer(troubles, robots);
    answer.fields().all("link").forEach(value -> head.field(FieldText.of(value)));
    BodyGatherer body = new BodyGatherer(troubles);
    Things things = new Things(troubles);
    TextGatherer text = new TextGatherer();
    ShapeGatherer shape = new ShapeGatherer();

    boolean html = isHtml(answer);
    if (html) {
      Microdata microdata = new Microdata(things);
      JsonLd jsonLd = new JsonLd(things, troubles, answer.url().toString());
      Document document = Markup.parse(answer, mostBytes, troubles);
      new PageWalk(
              ignored(document),
              head,
              jsonLd,
              List.of(head, body, microdata, new Rdfa(things), text, shape))
          .walk(document);
      microdata.end(document);
    }
    WebUrl url = answer.url();
    return new Page(
        url,
        answer.status(),
        location(answer, troubles),
        html,
        robots.indexing(),
        head.canonicals(url),
        head.titles(),
        head.descriptions(),
        body.headings(),
        head.alternates(url),
        head.language(),
        head.viewport(),
        things.structured(),
        head.openGraph(),
        body.images(),
        head.paging(url),
        body.links(head.base(url)),
        text.text(),
        shape.shape(),
        CacheRules.of(answer.status(), answer.fields()),
        answer.firstByteNanos(),
        troubles.list());
  }

  private Set<Element> ignored(Document document) {
    return ignore == null ? Set.of() : Set.copyOf(document.select(ignore));
  }

  private static @Nullable WebUrl location(Answer answer, Troubles troubles) {
    String location = answer.fields().first("location");
    if (!REDIRECTS.contains(answer.status())) {
      return null;
    }
    if (location == null) {
      troubles.add("redirect: status " + answer.status() + " without a Location");
      return null;
    }
    WebUrl url = answer.url().resolve(FieldText.of(location));
    if (url == null) {
      troubles.add("redirect: Location " + location + " is no address of http or https");
    }
    return url;
  }

  /** What says nothing about itself is HTML if it begins like that. */
  private static boolean isHtml(Answer answer) {
    String type = answer.fields().first("content-type");
    if (type == null || type.isBlank()) {
      return Markup.looksLikeHtml(answer.body());
    }
    String lower = type.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("text/html") || lower.startsWith("application/xhtml+xml");
  }
}
