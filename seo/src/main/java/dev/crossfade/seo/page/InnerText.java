package dev.crossfade.seo.page;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** The text within an element, in one line. Looks at so many nodes, however many there are. */
final class InnerText implements NodeFilter {
  private static final int MOST_NODES = 2_000;
  private static final Set<String> NO_TEXT = Set.of("script", "style", "template", "noscript");

  private final Line line;
  private int nodes;

  private InnerText(int most) {
    line = new Line(most);
  }

  static String of(Element element, int most) {
    InnerText text = new InnerText(most);
    element.filter(text);
    return text.line.toString();
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (nodes++ >= MOST_NODES || line.isFull()) {
      return FilterResult.STOP;
    }
    if (node instanceof TextNode text) {
      line.append(text.getWholeText());
    } else if (node instanceof Element element) {
      if (NO_TEXT.contains(element.normalName())) {
        return FilterResult.SKIP_ENTIRELY;
      }
      gapAt(element);
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      gapAt(element);
    }
    return FilterResult.CONTINUE;
  }

  private void gapAt(Element element) {
    if (element.isBlock() || element.normalName().equals("br")) {
      line.gap();
    }
  }
}
