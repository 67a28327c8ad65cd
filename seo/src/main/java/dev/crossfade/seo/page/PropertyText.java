package dev.crossfade.seo.page;

import org.jsoup.nodes.Element;

/**
 * The value of a property that an element states: where it has one, its content, else what the
 * element is about, else its text. Addresses are as they stand.
 */
final class PropertyText {
  private PropertyText() {}

  static String of(Element element) {
    if (element.hasAttr("content")) {
      return Line.of(element.attr("content"), Things.LONGEST_TEXT);
    }
    String attribute =
        switch (element.normalName()) {
          case "a", "area", "link" -> "href";
          case "img", "audio", "video", "source", "track", "embed", "iframe" -> "src";
          case "object" -> "data";
          case "data", "meter" -> "value";
          case "time" -> "datetime";
          case "meta" -> "content";
          default -> "";
        };
    return !attribute.isEmpty() && element.hasAttr(attribute)
        ? Line.of(element.attr(attribute), Things.LONGEST_TEXT)
        : InnerText.of(element, Things.LONGEST_TEXT);
  }
}
