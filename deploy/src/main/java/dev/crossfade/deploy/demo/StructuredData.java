package dev.crossfade.deploy.demo;

import java.util.ArrayList;
import java.util.List;

/** The schema.org description of a page, as JSON-LD objects. */
final class StructuredData {
  private static final String CONTEXT = "https://schema.org";

  static List<Json> of(Design.View view) {
    List<Json> objects = new ArrayList<>();
    if (view.page().trail().size() > 1) {
      objects.add(breadcrumbs(view));
    }
    switch (view.page().content()) {
      case Content.Home _ -> objects.add(website(view.origin()));
      case Content.Listing(var _, var _, Paging paging) ->
          objects.add(itemList(view.origin(), paging));
      case Content.Detail(Product product, var _) -> objects.add(product(view.origin(), product));
      case Content _ -> {
        // Nothing that a search engine would list.
      }
    }
    return objects;
  }

  private static Json website(String origin) {
    return Json.object(
        "@context", CONTEXT, "@type", "WebSite", "name", Labels.SHOP, "url", origin + "/");
  }

  private static Json breadcrumbs(Design.View view) {
    List<Json> steps = new ArrayList<>();
    for (Page.Crumb crumb : view.page().trail()) {
      steps.add(
          Json.object(
              "@type",
              "ListItem",
              "position",
              steps.size() + 1,
              "name",
              crumb.name(),
              "item",
              view.origin() + crumb.path()));
    }
    return Json.object(
        "@context", CONTEXT, "@type", "BreadcrumbList", "itemListElement", Json.array(steps));
  }

  private static Json itemList(String origin, Paging paging) {
    List<Json> items = new ArrayList<>();
    for (Product product : paging.products()) {
      items.add(
          Json.object(
              "@type",
              "ListItem",
              "position",
              items.size() + 1,
              "name",
              product.name(),
              "url",
              origin + product.path()));
    }
    return Json.object(
        "@context", CONTEXT, "@type", "ItemList", "itemListElement", Json.array(items));
  }

  private static Json product(String origin, Product product) {
    Json offer =
        Json.object(
            "@type",
            "Offer",
            "url",
            origin + product.path(),
            "price",
            product.price().toPlainString(),
            "priceCurrency",
            product.currency(),
            "availability",
            "https://schema.org/" + (product.inStock() ? "InStock" : "OutOfStock"),
            "itemCondition",
            "https://schema.org/NewCondition");
    return Json.object(
        "@context", CONTEXT,
        "@type", "Product",
        "name", product.name(),
        "sku", product.sku(),
        "image", origin + product.imagePath(),
        "description", String.join(" ", product.description()),
        "brand", Json.object("@type", "Brand", "name", product.brand()),
        "aggregateRating",
            Json.object(
                "@type", "AggregateRating",
                "ratingValue", product.rating(),
                "reviewCount", product.reviews()),
        "offers", offer);
  }

  private StructuredData() {}
}
