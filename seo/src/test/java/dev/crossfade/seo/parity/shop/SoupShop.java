package dev.crossfade.seo.parity.shop;

import dev.crossfade.seo.parity.shop.Content.Kind;
import dev.crossfade.seo.parity.shop.Content.Link;
import java.util.Locale;

/** Tables and divs of another decade, names in capitals, microdata among them. */
final class SoupShop implements Shop {
  @Override
  public String html(Content page, Noise noise) {
    Html out = new Html(noise);
    out.add(
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">",
        "<HTML" + (page.language.isEmpty() ? "" : noise.attributes("lang", page.language)) + ">",
        "<HEAD>");
    Head.elements(page, noise).forEach(element -> out.add(upper(element)));
    out.add(
        "<LINK rel=stylesheet href=\"/skin/" + noise.number(100_000) + ".css\">",
        "<!-- served " + noise.date() + " by web" + noise.number(9) + " -->",
        "</HEAD>",
        "<BODY onload=\"init(" + noise.number(99) + ")\">");
    page.canonicalsInBody.forEach(
        url -> out.add(noise.tag("link", "rel", "canonical", "href", url)));
    if (noise.banner) {
      out.add(
          "<div id=consent style=\"display: none\">This shop uses cookies. <a href=\"#\">OK</a></div>");
    }
    out.add(
        "<TABLE width=100% class=outer><TR><TD colspan=2>",
        "<a href=\"/\"><img src=/skin/logo.gif alt=\"Linden &amp; Sons\"></a>");
    page.navigation.forEach(
        link -> out.add(out.link(page, link, "class", "n" + noise.token(3)) + " | "));
    out.add("</TD></TR><TR><TD valign=top>");
    out.add("<div id=left>" + (page.kind == Kind.CATEGORY ? "" : "<b>Also bought</b><br>"));
    if (page.kind != Kind.CATEGORY) {
      out.recommended(page)
          .forEach(link -> out.add("<div class=box>" + out.link(page, link) + "</div>"));
    }
    out.add("</div></TD><TD>");
    crumbs(page, noise, out);
    out.add("<div id=content" + item(page) + ">");
    for (String heading : page.headings) {
      out.add("<h1" + property(page) + "><font size=5>" + noise.text(heading) + "</font></h1>");
    }
    body(page, noise, out);
    out.add("</div></TD></TR></TABLE>", "<CENTER>");
    page.footer.forEach(link -> out.add(out.link(page, link) + " &middot; "));
    return out.add(
            "</CENTER>",
            "<img src=\"/count.gif?" + noise.token(9) + "\" width=1 height=1 alt>",
            "</BODY></HTML>")
        .toString();
  }

  private static String item(Content page) {
    if (!page.structuredMain) {
      return "";
    }
    if (page.broken) {
      return " itemscope";
    }
    String type =
        switch (page.kind) {
          case PRODUCT -> "Product";
          case CATEGORY -> "ItemList";
          case ARTICLE -> "Article";
        };
    return " itemscope itemtype=\"http://schema.org/" + type + "\"";
  }

  private static String property(Content page) {
    if (!page.structuredMain || page.name.isEmpty()) {
      return "";
    }
    return page.kind == Kind.ARTICLE ? " itemprop=headline" : " itemprop=name";
  }

  private static void crumbs(Content page, Noise noise, Html out) {
    boolean typed = page.structuredBreadcrumbs;
    out.add(
        "<div" + (typed ? " itemscope itemtype=\"http://schema.org/BreadcrumbList\"" : "") + ">");
    for (Link link : page.breadcrumbs) {
      if (typed) {
        out.add(
            "<span itemprop=itemListElement itemscope itemtype=\"http://schema.org/ListItem\"><a itemprop=item"
                + noise.attributes("href", noise.href(link.path()))
                + "><span itemprop=name>"
                + noise.text(link.text())
                + "</span></a></span> &gt; ");
      } else {
        out.add(out.link(page, link) + " &gt; ");
      }
    }
    out.add("</div>");
  }

  private static void body(Content page, Noise noise, Html out) {
    out.images(page);
    if (page.kind == Kind.PRODUCT) {
      out.add(noise.tag("meta", "itemprop", "sku", "content", page.sku));
      if (page.offered) {
        out.add("<div itemprop=offers itemscope itemtype=\"http://schema.org/Offer\">");
        if (!page.price.isEmpty()) {
          String written = noise.price(page.price);
          out.add(
              "Price: "
                  + noise.tag(
                      "span",
                      "itemprop",
                      "price",
                      "content",
                      noise.either() ? written : written.replace('.', ','))
                  + page.price
                  + "</span>");
        }
        if (!page.currency.isEmpty()) {
          out.add(noise.tag("meta", "itemprop", "priceCurrency", "content", page.currency));
        }
        out.add(
            noise.tag(
                "link", "itemprop", "availability", "href", noise.schema() + page.availability),
            "</div>");
      }
      out.add("In stock: " + noise.number(50) + " pcs.<br>");
    }
    page.paragraphs.forEach(text -> out.add(noise.text(text) + "<br><br>"));
    int at = 0;
    for (Link link : page.listed) {
      String item = page.structuredMain ? noise.attributes("itemprop", "itemListElement") : "";
      out.add(
          "<table"
              + (at++ % 2 == 0 ? " class=odd" : "")
              + "><tr><td"
              + item
              + ">"
              + out.link(page, link)
              + "</td><td>"
              + noise.number(200)
              + ",00</td></tr></table>");
    }
  }

  private static String upper(String element) {
    int end = 1;
    while (Character.isLetter(element.charAt(end))) {
      end++;
    }
    return "<" + element.substring(1, end).toUpperCase(Locale.ROOT) + element.substring(end);
  }
}
