package dev.crossfade.seo.parity.shop;

import java.util.ArrayList;
import java.util.List;

/** The elements of a head, each in an answer's own spelling. */
final class Head {
  private Head() {}

  /** In the order in which most write them; a shop may turn it. */
  static List<String> elements(Content page, Noise noise) {
    List<String> all = new ArrayList<>();
    if (!page.title.equals("-")) {
      all.add("<title>" + noise.text(page.title) + "</title>");
    }
    named(all, noise, "description", page.description);
    named(all, noise, "robots", page.robots);
    named(all, noise, "googlebot", page.googlebot);
    named(all, noise, "viewport", page.viewport);
    for (String canonical : page.canonicals) {
      all.add(noise.tag("link", "rel", "canonical", "href", canonical));
    }
    page.alternates.forEach(
        (code, url) ->
            all.add(noise.tag("link", "rel", "alternate", "hreflang", code, "href", url)));
    page.openGraph.forEach(
        (name, content) -> all.add(noise.tag("meta", "property", name, "content", content)));
    if (!page.previous.isEmpty()) {
      all.add(noise.tag("link", "rel", "prev", "href", noise.href(page.previous)));
    }
    if (!page.next.isEmpty()) {
      all.add(noise.tag("link", "rel", "next", "href", noise.href(page.next)));
    }
    return all;
  }

  private static void named(List<String> all, Noise noise, String name, String content) {
    if (!content.isEmpty()) {
      all.add(noise.tag("meta", "name", name, "content", content));
    }
  }
}
