package dev.crossfade.seo.page;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * One way through a document, on which everything is gathered. Keeps its own stack: how deep a page
 * is nested is up to who wrote it.
 */
final class PageWalk {
  /** What is in them is no part of the page, or of another language. */
  private static final Set<String> CLOSED = Set.of("template", "svg", "math");

  private final Set<Element> ignored;
  private final HeadGatherer head;
  private final JsonLd jsonLd;
  private final List<Gatherer> gatherers;

  private Element[] open = new Element[64];
  private int[] next = new int[64];
  private int[] places = new int[64];
  private int depth;

  /**
   * A walk.
   *
   * @param ignored elements that are passed over with all that is in them
   * @param gatherers all of them, the head's too
   */
  PageWalk(Set<Element> ignored, HeadGatherer head, JsonLd jsonLd, List<Gatherer> gatherers) {
    this.ignored = ignored;
    this.head = head;
    this.jsonLd = jsonLd;
    this.gatherers = gatherers;
  }

  void walk(Document document) {
    enter(document, 0);
    while (depth > 0) {
      Element parent = open[depth - 1];
      int place = places[depth - 1];
      int at = next[depth - 1]++;
      if (at >= parent.childNodeSize()) {
        depth--;
        leave(parent, place);
      } else {
        step(parent.childNode(at), place);
      }
    }
  }

  private void step(Node node, int place) {
    if (node instanceof Element element) {
      if (!ignored.contains(element)) {
        open(element, Place.of(element, place));
      }
    } else if (node instanceof TextNode text && (place & Place.NOSCRIPT) == 0) {
      String whole = text.getWholeText();
      for (Gatherer gatherer : gatherers) {
        gatherer.text(whole, place);
      }
    }
  }

  private void open(Element element, int place) {
    if ((place & Place.NOSCRIPT) != 0) {
      head.openNoscript(element);
    } else {
      for (Gatherer gatherer : gatherers) {
        gatherer.open(element, place);
      }
      if (element.normalName().equals("script")) {
        script(element);
      }
    }
    if (element.childNodeSize() == 0 || CLOSED.contains(element.normalName())) {
      leave(element, place);
    } else {
      enter(element, place);
    }
  }

  private void script(Element element) {
    String type = element.attr("type").strip();
    if (type.regionMatches(true, 0, "application/ld+json", 0, 19)) {
      StringBuilder script = new StringBuilder();
      for (DataNode data : element.dataNodes()) {
        script.append(data.getWholeData());
      }
      jsonLd.read(script.toString());
    }
  }

  private void enter(Element element, int place) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
      next = Arrays.copyOf(next, 2 * depth);
      places = Arrays.copyOf(places, 2 * depth);
    }
    open[depth] = element;
    next[depth] = 0;
    places[depth] = place;
    depth++;
  }

  private void leave(Element element, int place) {
    if ((place & Place.NOSCRIPT) == 0 && !(element instanceof Document)) {
      for (Gatherer gatherer : gatherers) {
        gatherer.close(element, place);
      }
    }
  }
}
