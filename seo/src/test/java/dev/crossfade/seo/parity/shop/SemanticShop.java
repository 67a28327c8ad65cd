package dev.crossfade.seo.parity.shop;

import dev.crossfade.seo.parity.shop.Content.Kind;
import dev.crossfade.seo.parity.shop.Content.Link;
import java.util.Collections;
import java.util.List;

/** Elements that mean what they hold, JSON-LD in blocks of its own. */
final class SemanticShop implements Shop {
  @Override
  public String html(Content page, Noise noise) {
    Html out = new Html(noise);
    List<String> head = Head.elements(page, noise);
    Collections.rotate(head, noise.number(head.size()));
    out.add(
        "<!DOCTYPE html>",
        "<html" + (page.language.isEmpty() ? "" : noise.attributes("lang", page.language)) + ">",
        "<head>",
        "<meta charset=utf-8>");
    head.forEach(out::add);
    out.add(noise.tag("meta", "name", "csrf-token", "content", noise.token(32)));
    if (page.structuredMain) {
      out.add(block(Json.main(page, noise), page.broken));
    }
    if (page.structuredBreadcrumbs) {
      out.add(block(Json.breadcrumbs(page), page.broken));
    }
    out.add(
        "<script nonce=\""
            + noise.token(16)
            + "\">window.started="
            + noise.number(1_000_000)
            + "</script>",
        "</head>",
        "<body class=\"arm-" + noise.arm + "\">");
    page.canonicalsInBody.forEach(
        url -> out.add(noise.tag("link", "rel", "canonical", "href", url)));
    out.add("<header>", "<nav>", "<ul>");
    page.navigation.forEach(link -> out.add("<li>" + out.link(page, link)));
    out.add("</ul>", "</nav>", "</header>", "<main>", "<nav aria-label=Breadcrumb>", "<ol>");
    page.breadcrumbs.forEach(link -> out.add("<li>" + out.link(page, link)));
    out.add("</ol>", "</nav>", "<article>");
    page.headings.forEach(heading -> out.add("<h1>" + noise.text(heading) + "</h1>"));
    if (page.kind == Kind.ARTICLE) {
      out.add("<time datetime=" + noise.date() + ">" + noise.number(28) + " days ago</time>");
    }
    out.images(page);
    if (page.kind == Kind.PRODUCT) {
      out.add(
          "<p class=price>" + page.price + " " + page.currency + "</p>",
          "<p>Only " + noise.number(30) + " left in stock</p>",
          "<form>"
              + noise.tag("input", "type", "hidden", "name", "token", "value", noise.token(20))
              + "<button>Add to bag</button></form>");
    }
    page.paragraphs.forEach(text -> out.add("<p>" + noise.text(text) + "</p>"));
    out.add("</article>");
    if (page.kind == Kind.CATEGORY) {
      out.add("<ul>");
      for (Link link : page.listed) {
        out.add("<li>" + out.link(page, link) + " <span>" + noise.number(200) + ".00</span>");
      }
      out.add("</ul>");
    }
    out.add("</main>");
    if (page.kind != Kind.CATEGORY) {
      out.add("<aside>", "<h2>You may also like</h2>");
      out.recommended(page).forEach(link -> out.add(out.link(page, link)));
      out.add("</aside>");
    }
    out.add("<footer>");
    page.footer.forEach(link -> out.add(out.link(page, link)));
    out.add("<small>© 2026, built " + noise.date() + "</small>", "</footer>");
    if (noise.banner) {
      out.add(
          "<dialog open>We use cookies and other means to make this shop better. <button>Yes</button></dialog>");
    }
    return out.add("</body>", "</html>").toString();
  }

  private static String block(String json, boolean broken) {
    String text = "{\"@context\":\"https://schema.org\"," + json.substring(1);
    return "<script type=\"application/ld+json\">"
        + (broken ? text.replace("}", ",]") : text)
        + "</script>";
  }
}
