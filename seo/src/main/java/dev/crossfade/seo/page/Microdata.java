package dev.crossfade.seo.page;

import dev.crossfade.seo.page.Structured.Syntax;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;

/** Gathers microdata (HTML, §5): itemscope, itemtype, itemid, itemprop and itemref. */
final class Microdata implements Gatherer {
  private static final int MOST_REFERENCES = 50;

  private final Things things;
  private final Deque<Frame> open = new ArrayDeque<>();
  private final List<Reference> references = new ArrayList<>();
  private boolean ended;

  /** An element that is an item, until it ends. */
  private record Frame(Element element, Thing thing) {}

  /** Properties of a thing that stand somewhere else. */
  private record Reference(Thing thing, String id) {}

  Microdata(Things things) {
    this.things = things;
  }

  @Override
  public void open(Element element, int place) {
    if (element.attributesSize() == 0) {
      return;
    }
    boolean scope = element.hasAttr("itemscope");
    String property = element.attr("itemprop").strip();
    Frame around = open.peek();
    if (!scope && (property.isEmpty() || around == null)) {
      return;
    }
    if (!things.isRoom()) {
      return;
    }
    Object value = scope ? thing(element) : PropertyText.of(element);
    if (around != null && !property.isEmpty()) {
      for (String name : property.split("\\s+", 10)) {
        around.thing.add(Thing.plain(name), value);
      }
    } else if (value instanceof Thing thing && !ended) {
      things.addRoot(thing);
    }
    if (value instanceof Thing thing) {
      open.push(new Frame(element, thing));
    }
  }

  @Override
  public void close(Element element, int place) {
    Frame last = open.peek();
    if (last != null && last.element.equals(element)) {
      open.pop();
    }
  }

  private Thing thing(Element element) {
    Thing thing = new Thing(Syntax.MICRODATA);
    for (String type : element.attr("itemtype").strip().split("\\s+", 10)) {
      if (!type.isEmpty()) {
        thing.types.add(Thing.plain(type));
      }
    }
    String id = element.attr("itemid").strip();
    thing.id = id.isEmpty() ? null : id;
    for (String reference : element.attr("itemref").strip().split("\\s+", 20)) {
      if (!reference.isEmpty() && !ended && references.size() < MOST_REFERENCES) {
        references.add(new Reference(thing, reference));
      }
    }
    return thing;
  }

  /** Adds what stands elsewhere, when all of the page was seen. */
  void end(Document document) {
    ended = true; // what is referred to refers to nothing: it could be to itself
    for (Reference reference : references) {
      Element element = document.getElementById(reference.id);
      if (element != null) {
        open.clear();
        open.push(new Frame(document, reference.thing));
        element.filter(
            new NodeFilter() {
              @Override
              public FilterResult head(Node node, int depth) {
                if (node instanceof Element inner) {
                  open(inner, 0);
                }
                return FilterResult.CONTINUE;
              }

              @Override
              public FilterResult tail(Node node, int depth) {
                if (node instanceof Element inner) {
                  close(inner, 0);
                }
                return FilterResult.CONTINUE;
              }
            });
      }
    }
  }
}
