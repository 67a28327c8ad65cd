package dev.crossfade.seo.parity.shop;

import dev.crossfade.seo.parity.shop.Content.Link;
import java.util.ArrayList;
import java.util.List;

/** Structured data as JSON-LD writes it, without its context. */
final class Json {
  private Json() {}

  /** What the page is about; empty: nothing that has a type. */
  static String main(Content page, Noise noise) {
    return switch (page.kind) {
      case PRODUCT -> product(page, noise);
      case ARTICLE ->
          """
          {"@type":"Article","headline":%s,"datePublished":"%s"}"""
              .formatted(quoted(page.name), noise.date());
      case CATEGORY -> {
        List<String> items = new ArrayList<>();
        for (Link link : page.listed) {
          items.add(
              """
              {"@type":"ListItem","position":%d,"url":"%s"}"""
                  .formatted(items.size() + 1, Catalogue.ORIGIN + link.path()));
        }
        yield """
        {"@type":"ItemList","name":%s,"itemListElement":[%s]}"""
            .formatted(quoted(page.name), String.join(",", items));
      }
    };
  }

  private static String product(Content page, Noise noise) {
    String price =
        page.price.isEmpty() ? "" : "\"price\":\"%s\",".formatted(noise.price(page.price));
    String currency =
        page.currency.isEmpty() ? "" : "\"priceCurrency\":\"%s\",".formatted(page.currency);
    String offers =
        """
        ,"offers":{"@type":"Offer",%s%s"availability":"%s","priceValidUntil":"%s"}"""
            .formatted(price, currency, noise.schema() + page.availability, noise.date());
    return """
    {"@type":"Product","name":%s,"sku":"%s","image":["%s"]%s}"""
        .formatted(
            quoted(page.name),
            page.sku,
            Catalogue.ORIGIN + "/media/" + page.sku + "-0.jpg?v=" + noise.token(6),
            page.offered ? offers : "");
  }

  static String breadcrumbs(Content page) {
    List<String> items = new ArrayList<>();
    for (Link link : page.breadcrumbs) {
      items.add(
          """
          {"@type":"ListItem","position":%d,"name":%s,"item":"%s"}"""
              .formatted(items.size() + 1, quoted(link.text()), Catalogue.ORIGIN + link.path()));
    }
    return """
    {"@type":"BreadcrumbList","itemListElement":[%s]}"""
        .formatted(String.join(",", items));
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/") + "\"";
  }
}
