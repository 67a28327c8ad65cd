package dev.crossfade.seo.parity.shop;

import dev.crossfade.seo.parity.shop.Content.Link;
import java.util.List;

/** A page that is being written, with the white space of its answer between elements. */
final class Html {
  private final Noise noise;
  private final StringBuilder out = new StringBuilder();

  Html(Noise noise) {
    this.noise = noise;
  }

  Html add(String... parts) {
    for (String part : parts) {
      out.append(part).append(noise.gap());
    }
    return this;
  }

  String link(Content page, Link link, String... attributes) {
    String rel = page.linkRelation.isEmpty() ? "" : noise.attributes("rel", page.linkRelation);
    return "<a"
        + noise.attributes("href", noise.href(link.path()))
        + rel
        + noise.attributes(attributes)
        + ">"
        + noise.text(link.text())
        + "</a>";
  }

  void images(Content page) {
    for (String image : page.images) {
      String src = image + "?v=" + noise.token(8);
      add(
          page.imagesHaveText
              ? noise.tag("img", "src", src, "alt", page.name, "loading", "lazy")
              : noise.tag("img", "src", src, "loading", "lazy"));
    }
  }

  /** The page's own, if a fault says so; else those of this answer. */
  List<Link> recommended(Content page) {
    return page.recommended.isEmpty() ? noise.recommendations() : page.recommended;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
