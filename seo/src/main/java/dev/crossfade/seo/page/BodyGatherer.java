package dev.crossfade.seo.page;

import dev.crossfade.seo.page.Page.Images;
import dev.crossfade.seo.page.Page.Link;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Gathers headings, links and images. */
final class BodyGatherer implements Gatherer {
  private static final int MOST_LINKS = 5_000;
  private static final int MOST_HEADINGS = 100;
  private static final int LONGEST_ANCHOR = 200;

  /** No search engine follows longer ones; a short link below a long base is one. */
  private static final int LONGEST_TARGET = 2_048;

  private static final int LONGEST_HEADING = 1_000;

  private final Troubles troubles;
  private final List<String> headings = new ArrayList<>();
  private final List<Anchor> anchors = new ArrayList<>();
  private @Nullable Label heading;
  private @Nullable Label anchor;
  private int images;
  private int missingAlt;

  /** A link before it is resolved. */
  private record Anchor(String href, String text, boolean nofollow) {}

  /** What is written on an element that is still open: its text, else what its images say. */
  private static final class Label {
    final Element element;
    final Line text;
    final Line images;

    Label(Element element, int most) {
      this.element = element;
      text = new Line(most);
      images = new Line(most);
    }

    void gap() {
      text.gap();
      images.gap();
    }

    @Override
    public String toString() {
      return (text.isEmpty() ? images : text).toString();
    }
  }

  BodyGatherer(Troubles troubles) {
    this.troubles = troubles;
  }

  @Override
  public void open(Element element, int place) {
    switch (element.normalName()) {
      case "h1" -> {
        gapAt(element);
        if (heading == null) {
          heading = new Label(element, LONGEST_HEADING);
        }
      }
      case "a" -> {
        if (anchor == null && element.hasAttr("href")) {
          anchor = new Label(element, LONGEST_ANCHOR);
        }
      }
      case "area" -> link(element, Line.of(element.attr("alt"), LONGEST_ANCHOR));
      case "img" -> image(element);
      default -> gapAt(element);
    }
  }

  @Override
  public void text(String text, int place) {
    if (heading != null) {
      heading.text.append(text);
    }
    if (anchor != null) {
      anchor.text.append(text);
    }
  }

  @Override
  public void close(Element element, int place) {
    if (heading != null && heading.element.equals(element)) {
      if (headings.size() < MOST_HEADINGS) {
        headings.add(heading.toString());
      } else {
        troubles.add("h1: more than " + MOST_HEADINGS + "; the rest was left");
      }
      heading = null;
    } else if (anchor != null && anchor.element.equals(element)) {
      link(element, anchor.toString());
      anchor = null;
    } else {
      gapAt(element);
    }
  }

  private void gapAt(Element element) {
    if ((heading == null && anchor == null) || !isApart(element)) {
      return;
    }
    if (heading != null) {
      heading.gap();
    }
    if (anchor != null) {
      anchor.gap();
    }
  }

  private static boolean isApart(Element element) {
    return element.isBlock() || element.normalName().equals("br");
  }

  private void image(Element element) {
    images++;
    if (!element.hasAttr("alt")) {
      missingAlt++;
      return;
    }
    String alt = element.attr("alt");
    if (heading != null) {
      heading.images.append(alt).gap();
    }
    if (anchor != null) {
      anchor.images.append(alt).gap();
    }
  }

  private void link(Element element, String text) {
    String href = element.attr("href").strip();
    if (href.isEmpty() || href.startsWith("#")) {
      return; // a place in the page itself
    }
    if (anchors.size() >= MOST_LINKS) {
      troubles.add("links: more than " + MOST_LINKS + "; the rest was left");
      return;
    }
    String rel = element.attr("rel").toLowerCase(Locale.ROOT);
    boolean nofollow = rel.contains("nofollow") || rel.contains("ugc") || rel.contains("sponsored");
    anchors.add(new Anchor(href, text, nofollow));
  }

  List<String> headings() {
    return headings;
  }

  Images images() {
    return new Images(images, missingAlt);
  }

  /** Those that lead anywhere by http. */
  List<Link> links(WebUrl base) {
    List<Link> links = new ArrayList<>(anchors.size());
    for (Anchor one : anchors) {
      WebUrl url = base.resolve(one.href);
      if (url != null && url.target().length() > LONGEST_TARGET) {
        troubles.add("links: some are longer than " + LONGEST_TARGET + " characters and were left");
      } else if (url != null) {
        links.add(new Link(url, one.text, one.nofollow));
      }
    }
    return links;
  }
}
