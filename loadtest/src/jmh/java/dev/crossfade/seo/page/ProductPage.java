package dev.crossfade.seo.page;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A product page as shops have it: styles and state inline, a menu of 150 links, long class names,
 * structured data, a description, reviews, 24 recommendations, a footer.
 */
final class ProductPage {
  private static final String[] WORDS =
      ("shoe leather red sole lace walk stitched comfort heel size wide narrow winter summer rain"
              + " made care brush polish box year pair foot toe cotton wool lining grip light")
          .split(" ");

  private final SplittableRandom random = new SplittableRandom(7);
  private final StringBuilder html = new StringBuilder(120_000);

  private ProductPage() {}

  static byte[] bytes() {
    ProductPage page = new ProductPage();
    page.head();
    page.menu();
    page.product();
    page.reviews();
    page.recommendations();
    page.footer();
    byte[] bytes = page.html.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 75_000 || bytes.length > 130_000) {
      throw new IllegalStateException(bytes.length + " bytes (expected: about 100 KB)");
    }
    return bytes;
  }

  private void head() {
    html.append(
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Red shoe – Fine Shoes</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="description" content="A red shoe of leather, made to last.">
        <meta name="robots" content="index, follow"><link rel="canonical" href="https://shop.example/p/1">
        """);
    for (String code : "de at ch fr nl be it es pl cz dk se".split(" ")) {
      html.append(
          "<link rel=\"alternate\" hreflang=\"%s\" href=\"https://shop.example/%s/p/1\">\n"
              .formatted(code, code));
    }
    for (String property : "title type url image description site_name locale".split(" ")) {
      html.append("<meta property=\"og:%s\" content=\"%s\">\n".formatted(property, words(5)));
    }
    html.append("<style>");
    for (int i = 0; i < 240; i++) {
      html.append(
          ".c-%s{margin:%dpx;color:#%06x}\n".formatted(token(), i, random.nextInt(1 << 24)));
    }
    html.append("</style><script>window.__STATE__={");
    for (int i = 0; i < 560; i++) {
      html.append("\"%s\":{\"id\":%d,\"t\":\"%s\"},".formatted(token(), i, words(4)));
    }
    html.append(
        "}</script><script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",");
    html.append("\"@type\":\"Product\",\"name\":\"Red shoe\",\"description\":\"").append(words(60));
    html.append(
        "\",\"offers\":{\"@type\":\"Offer\",\"price\":\"12.90\",\"priceCurrency\":\"EUR\",");
    html.append("\"availability\":\"https://schema.org/InStock\"},\"review\":[");
    for (int i = 0; i < 5; i++) {
      html.append(i == 0 ? "" : ",").append("{\"@type\":\"Review\",\"reviewBody\":\"");
      html.append(words(30))
          .append("\",\"reviewRating\":{\"@type\":\"Rating\",\"ratingValue\":5}}");
    }
    html.append("]}</script></head><body>\n");
  }

  private void menu() {
    html.append(
        "<header class=\"site-header\"><a href=\"/\"><img src=\"/logo.svg\" alt=\"Shop\"></a>");
    html.append(
        "<form action=\"/search\"><input name=\"q\"><button>Go</button></form></header>\n<nav><ul>");
    links(150);
    html.append("</ul></nav>\n");
  }

  private void links(int count) {
    for (int i = 0; i < count; i++) {
      html.append(
          "<li class=\"menu__item menu__item--%s\"><a class=\"menu__link\" href=\"/c/%s/%d\">%s</a></li>\n"
              .formatted(token(), token(), i, words(2)));
    }
  }

  private void product() {
    html.append(
        "<main><ol class=\"crumbs\"><li><a href=\"/\">Home</a><li><a href=\"/c\">Shoes</a></ol>");
    html.append("<h1 class=\"product__title\">Red shoe</h1><div class=\"gallery\">");
    for (int i = 0; i < 6; i++) {
      html.append(
          "<picture><source srcset=\"/i/%d-400.webp 400w, /i/%d-800.webp 800w\"><img src=\"/i/%d.jpg\" alt=\"%s\" loading=\"lazy\"></picture>\n"
              .formatted(i, i, i, words(3)));
    }
    html.append(
        "</div><p class=\"price\">€ 12.90</p><form><select><option>41<option>42</select></form>");
    for (int i = 0; i < 8; i++) {
      html.append("<p>").append(words(60)).append("</p>\n");
    }
    html.append("<table>");
    for (int i = 0; i < 20; i++) {
      html.append("<tr><th>%s</th><td>%s</td></tr>\n".formatted(words(1), words(3)));
    }
    html.append("</table></main>\n");
  }

  private void reviews() {
    html.append("<section class=\"reviews\">");
    for (int i = 0; i < 20; i++) {
      html.append("<div class=\"review review--%s\"><h3>%s</h3>".formatted(token(), words(4)));
      html.append("<span class=\"stars\"><i></i><i></i><i></i><i></i><i></i></span><p>");
      html.append(words(50)).append("</p></div>\n");
    }
    html.append("</section>");
  }

  private void recommendations() {
    html.append("<section class=\"grid grid-cols-2 md:grid-cols-4\">");
    for (int i = 0; i < 24; i++) {
      html.append(
          """
          <article class="card card--%s relative flex flex-col rounded-lg" data-sku="%d" data-track="%s">
          <a class="card__link" href="/p/%d"><img class="card__image" src="/i/%d.jpg" srcset="/i/%d-2.jpg 2x" alt="%s">
          <h3 class="card__title text-base font-bold">%s</h3></a><div class="card__price"><span>€ %d.90</span></div>
          <button class="btn btn--primary" data-id="%s">Add to cart</button></article>
          """
              .formatted(token(), i, token(), i, i, i, words(3), words(4), 10 + i, token()));
    }
    html.append("</section>\n");
  }

  private void footer() {
    html.append("<footer><ul>");
    links(60);
    html.append("</ul><p>© Fine Shoes</p></footer></body></html>");
  }

  private String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return words.toString();
  }

  private String token() {
    return Integer.toHexString(random.nextInt() | 0x10000000);
  }
}
