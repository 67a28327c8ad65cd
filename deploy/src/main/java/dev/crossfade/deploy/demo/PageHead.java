package dev.crossfade.deploy.demo;

import java.util.ArrayList;
import java.util.List;

/** What the head of a page tells machines: the same on both storefronts, whatever their looks. */
final class PageHead {
  /** The elements of the head, up to and including the design's stylesheet. */
  static Html of(Design.View view, String stylesheet) {
    Page page = view.page();
    return Html.of(
        """
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{}</title>
        <meta name="description" content="{}">
        {}{}{}{}{}<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
        <link rel="stylesheet" href="{}">
        """,
        page.title(),
        page.description(),
        Html.of("<meta name=\"robots\" content=\"noindex, follow\">\n").when(!page.indexable()),
        Html.of("<link rel=\"canonical\" href=\"{}{}\">\n", view.origin(), page.path())
            .when(!page.path().isEmpty()),
        neighbours(view),
        openGraph(view),
        structuredData(view),
        stylesheet);
  }

  private static Html neighbours(Design.View view) {
    return switch (view.page().content()) {
      case Content.Listing(Category category, var _, Paging paging) -> {
        String base = view.origin() + category.path();
        int page = paging.page();
        Html previous =
            Html.of("<link rel=\"prev\" href=\"{}\">\n", Paging.path(base, page - 1))
                .when(page > 1);
        Html next =
            Html.of("<link rel=\"next\" href=\"{}\">\n", Paging.path(base, page + 1))
                .when(page < paging.pages());
        yield Html.of("{}{}", previous, next);
      }
      case Content _ -> Html.EMPTY;
    };
  }

  private record Property(String name, String value) {}

  private static Html openGraph(Design.View view) {
    Page page = view.page();
    List<Property> properties = new ArrayList<>();
    properties.add(new Property("og:site_name", Labels.SHOP));
    properties.add(new Property("og:title", page.heading()));
    properties.add(new Property("og:description", page.description()));
    properties.add(new Property("og:url", view.origin() + page.path()));
    if (page.content() instanceof Content.Detail(Product product, var _)) {
      properties.add(new Property("og:type", "product"));
      properties.add(new Property("og:image", view.origin() + product.imagePath()));
      properties.add(new Property("product:price:amount", product.price().toPlainString()));
      properties.add(new Property("product:price:currency", product.currency()));
      properties.add(
          new Property("product:availability", product.inStock() ? "in stock" : "out of stock"));
    } else {
      properties.add(new Property("og:type", "website"));
      properties.add(new Property("og:image", view.origin() + "/assets/mark.svg"));
    }
    return Html.each(
        properties,
        property ->
            Html.of("<meta property=\"{}\" content=\"{}\">\n", property.name(), property.value()));
  }

  private static Html structuredData(Design.View view) {
    return Html.each(
        StructuredData.of(view),
        json ->
            Html.of("<script type=\"application/ld+json\">{}</script>\n", new Html(json.text())));
  }

  private PageHead() {}
}
