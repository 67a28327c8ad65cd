package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a pair of product pages of about 100 KB costs: both read and compared, and each alone. They
 * have a menu of 200 links, 40 recommended products, reviews, a graph of JSON-LD, 30 images, and a
 * script with the page's state; next's is built otherwise, and one of its prices is wrong.
 */
@State(Scope.Thread)
public class ParityBenchmark {
  private static final WebUrl URL = WebUrl.of("https://shop.example/p/red-linen-dress");
  private static final int BYTES = 100_000;

  private final PageReader reader = new PageReader(List.of("#recently-viewed"), 2 << 20);
  private final Parity parity =
      new Parity(
          KnownSite.of(WebUrl.of("https://shop.example/"), Set.of()), Severities.of(Map.of()));
  private final TemplateMemory memory = new TemplateMemory(Severities.of(Map.of()));
  private final Answer legacy = answer(html("nav", "article", "p", "19.90"));
  private final Answer next = answer(html("div", "section", "div", "24.90"));
  private final Page legacyPage = reader.read(legacy);
  private final Page nextPage = reader.read(next);

  @Benchmark
  public List<Finding> readAndCompare() {
    Page was = reader.read(legacy);
    Page is = reader.read(next);
    memory.observe(URL.toString(), "product", was, is);
    return parity.compare(URL.toString(), "product", was, is);
  }

  @Benchmark
  public Page readOne() {
    return reader.read(legacy);
  }

  @Benchmark
  public List<Finding> compare() {
    return parity.compare(URL.toString(), "product", legacyPage, nextPage);
  }

  private static Answer answer(String html) {
    return new Answer(
        URL,
        200,
        new Fields(Map.of("content-type", List.of("text/html; charset=utf-8"))),
        html.getBytes(StandardCharsets.UTF_8),
        false,
        80_000_000);
  }

  private static String html(String menu, String part, String block, String price) {
    StringBuilder out = new StringBuilder(BYTES + 8_000);
    out.append("<!doctype html><html lang=en><head><meta charset=utf-8><title>Red dress</title>")
        .append("<meta name=description content=\"A dress of red linen.\">")
        .append("<link rel=canonical href=\"")
        .append(URL)
        .append("\">");
    for (String code : List.of("en", "de", "fr", "it", "es", "x-default")) {
      out.append("<link rel=alternate hreflang=").append(code);
      out.append(" href=\"https://shop.example/").append(code).append("/p/1\">");
    }
    out.append("<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",")
        .append(
            "\"@graph\":[{\"@type\":\"Product\",\"name\":\"Red dress\",\"sku\":\"1\",\"offers\":")
        .append("{\"@type\":\"Offer\",\"price\":\"")
        .append(price)
        .append(
            "\",\"priceCurrency\":\"EUR\",\"availability\":\"InStock\"}}]}</script></head><body>")
        .append('<')
        .append(menu)
        .append(" role=navigation><ul>");
    for (int i = 0; i < 200; i++) {
      out.append("<li class=\"item item-").append(i).append("\"><a href=\"/c/list-").append(i);
      out.append("\" title=\"List ").append(i).append("\">List ").append(i).append("</a></li>");
    }
    out.append("</ul></")
        .append(menu)
        .append("><main><")
        .append(part)
        .append("><h1>Red dress</h1>");
    for (int i = 0; i < 30; i++) {
      out.append("<img src=\"/media/red-").append(i).append(".jpg\" alt=\"Red dress ").append(i);
      out.append("\" loading=lazy width=600 height=800>");
    }
    for (int i = 0; i < 80; i++) {
      out.append('<').append(block).append(" class=review>Review number ").append(i);
      out.append(
          " of somebody who bought it: the cloth is heavy and falls well, the seams are even,");
      out.append(" and after summer ").append(word(i)).append(" the red is ").append(word(i * 7));
      out.append(" as on the first day; ")
          .append(word(i * 13))
          .append(" buttons hold, &amp; more.");
      out.append("</").append(block).append('>');
    }
    out.append("</").append(part).append("><div id=related>");
    for (int i = 0; i < 40; i++) {
      out.append("<div class=card><a href=\"/p/other-")
          .append(i)
          .append("?ref=related\"><img src=\"/m/");
      out.append(i)
          .append(".jpg\" alt=\"Other ")
          .append(i)
          .append("\"><span>Other dress ")
          .append(i);
      out.append("</span></a><span class=price>").append(i).append(",90 €</span></div>");
    }
    out.append("</div></main><script>window.state={");
    for (int i = 0; out.length() < BYTES - 40; i++) {
      out.append("\"key").append(i).append("\":\"value ").append(i * 31).append("\",");
    }
    return out.append("\"end\":0}</script></body></html>").toString();
  }

  private static String word(int i) {
    return "word" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26);
  }
}
