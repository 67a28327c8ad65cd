package dev.crossfade.seo.parity.shop;

import dev.crossfade.seo.parity.shop.Content.Kind;
import dev.crossfade.seo.parity.shop.Content.Link;
import java.util.ArrayList;
import java.util.List;

/** What a framework renders: hashes for classes, its state in a script, a graph or RDFa. */
final class FrameworkShop implements Shop {
  @Override
  public String html(Content page, Noise noise) {
    Html out = new Html(noise);
    String css = noise.token(5);
    out.add(
        "<!doctype html>",
        "<html"
            + (page.language.isEmpty() ? "" : noise.attributes("lang", page.language))
            + noise.attributes("data-theme", "light")
            + ">",
        "<head>",
        "<meta charSet=\"utf-8\"/>");
    for (String element : Head.elements(page, noise)) {
      out.add(
          element.startsWith("<title")
              ? element
              : element.substring(0, element.length() - 1) + " data-rh=\"true\">");
    }
    graph(page, noise, out);
    out.add(
        "<link rel=preload as=script href=\"/_app/static/chunks/" + noise.token(16) + ".js\">",
        "</head>",
        "<body>");
    page.canonicalsInBody.forEach(
        url -> out.add(noise.tag("link", "rel", "canonical", "href", url)));
    out.add(
        "<div id=\"__app\"><div class=\"sc-" + css + " k" + noise.token(4) + "\">",
        "<div role=banner><div role=navigation class=\"" + noise.token(6) + "\">");
    page.navigation.forEach(
        link ->
            out.add(
                "<div class=\"i-"
                    + css
                    + "\">"
                    + out.link(page, link, "data-testid", noise.token(5))
                    + "</div>"));
    out.add(
        "</div></div>",
        "<main id=main class=\"m_" + css + "\">",
        "<div class=\"b_" + css + "\" role=navigation>");
    crumbs(page, noise, out);
    out.add(
        "</div>",
        "<section"
            + (isRdfa(page) ? " vocab=\"https://schema.org/\" typeof=\"Article\"" : "")
            + ">");
    for (String heading : page.headings) {
      out.add(
          "<div class=\"t_"
              + css
              + "\"><h1"
              + (isRdfa(page) ? " property=\"headline\"" : "")
              + ">"
              + split(noise.text(heading))
              + "</h1></div>");
    }
    out.images(page);
    if (page.kind == Kind.PRODUCT) {
      out.add(
          "<div class=\"p_"
              + css
              + "\"><span>"
              + page.currency
              + "</span><!-- --> <!-- --><span>"
              + page.price
              + "</span></div>",
          "<button data-arm=\""
              + noise.arm
              + "\">"
              + (noise.arm == 0 ? "Buy" : "Add to cart")
              + "</button>",
          "<div>"
              + noise.number(40)
              + " in stock · "
              + noise.number(90)
              + " people look at this</div>");
    }
    page.paragraphs.forEach(
        text ->
            out.add(
                "<div class=\"d_"
                    + noise.token(5)
                    + "\"><span>"
                    + noise.text(text)
                    + "</span></div>"));
    for (Link link : page.listed) {
      out.add(
          "<div data-id=\""
              + noise.token(8)
              + "\"><div>"
              + out.link(page, link)
              + "</div><div>€"
              + noise.number(200)
              + "</div></div>");
    }
    out.add("</section>");
    if (page.kind != Kind.CATEGORY) {
      out.add("<div class=\"r_" + css + "\"><h2>Others also looked at</h2>");
      out.recommended(page).forEach(link -> out.add("<div>" + out.link(page, link) + "</div>"));
      out.add("</div>");
    }
    out.add("</main>", "<div role=contentinfo>");
    page.footer.forEach(link -> out.add(out.link(page, link, "class", noise.token(6))));
    out.add("</div></div></div>");
    return out.add(
            "<script id=\"__STATE\" type=\"application/json\">{\"build\":\""
                + noise.token(20)
                + "\",\"at\":\""
                + noise.date()
                + "\",\"title\":\"<h1>none</h1>\"}</script>",
            "</body></html>")
        .toString();
  }

  /** Frameworks part texts by comments. */
  private static String split(String text) {
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space) + "<!-- -->" + text.substring(space);
  }

  private static boolean isRdfa(Content page) {
    return page.kind == Kind.ARTICLE && page.structuredMain && !page.broken;
  }

  private static void graph(Content page, Noise noise, Html out) {
    List<String> nodes = new ArrayList<>();
    if (page.structuredMain && !isRdfa(page)) {
      nodes.add(Json.main(page, noise));
    }
    if (page.structuredBreadcrumbs) {
      nodes.add(Json.breadcrumbs(page));
    }
    if (!nodes.isEmpty()) {
      String text =
          "{\"@context\":\"https://schema.org\",\"@graph\":[" + String.join(",", nodes) + "]}";
      out.add(
          "<script type=\"application/ld+json\" data-rh=\"true\">"
              + (page.broken ? text.substring(0, text.length() - 2) : text)
              + "</script>");
    }
  }

  private static void crumbs(Content page, Noise noise, Html out) {
    page.breadcrumbs.forEach(
        link -> out.add(out.link(page, link, "class", noise.token(6)) + "<span>/</span>"));
  }
}
