package dev.crossfade.deploy.demo;

import java.util.ArrayList;
import java.util.List;

/** The catalog in the markup of the old platform. */
final class LegacyCatalogView {
  private static final int COLUMNS = 4;

  static Html home(Content.Home home) {
    return Html.of(
        """
        <table class="shelves" width="100%" cellspacing="4">{}</table>
        <h2>Picked for you</h2>
        {}\
        """,
        Html.each(
            home.departments(),
            department ->
                Html.of(
                    """
                    <tr><td class="shelf"><a href="{}">{}</a></td><td>{}</td></tr>
                    """,
                    department.path(),
                    department.name(),
                    department.introduction())),
        table(home.picks()));
  }

  static Html listing(Content.Listing listing) {
    return Html.of(
        """
        <p>{}</p>
        {}<p class="count">{}</p>
        {}{}\
        """,
        listing.category().introduction(),
        Html.of(
                "<p class=\"below\">{}</p>\n",
                Html.each(
                    listing.children(),
                    child -> Html.of("[<a href=\"{}\">{}</a>] ", child.path(), child.name())))
            .when(!listing.children().isEmpty()),
        Labels.products(listing.paging().total()),
        table(listing.paging().products()),
        pages(listing));
  }

  static Html found(Content.Found found) {
    return Html.of(
        "<p class=\"count\">{}</p>{}",
        Labels.products(found.total()),
        table(found.products()).when(found.total() > 0));
  }

  static Html detail(Content.Detail detail) {
    Product product = detail.product();
    return Html.of(
        """
        <table class="detail" width="100%"><tr>
        <td class="photo" valign="top"><img src="{}" alt="{}" width="260" height="260"></td>
        <td valign="top">
        <p class="rating">{}</p>
        <p class="price">{}</p>
        <p class="stock{}">{}</p>
        <form method="post" action="/cart/add"><input type="hidden" name="sku"
          value="{}"><button>Add to cart</button></form>
        {}<table class="facts" cellspacing="0">
        <tr><th>Brand</th><td>{}</td></tr>
        <tr><th>Item number</th><td>{}</td></tr>
        </table>
        </td></tr></table>
        <h2>Others like it</h2>
        {}\
        """,
        product.imagePath(),
        product.name(),
        Labels.rating(product),
        product.priceLabel(),
        product.inStock() ? "" : " none",
        Labels.stock(product),
        product.sku(),
        Html.each(product.description(), sentence -> Html.of("<p>{}</p>\n", sentence)),
        product.brand(),
        product.sku(),
        table(detail.related()));
  }

  private static Html pages(Content.Listing listing) {
    Paging paging = listing.paging();
    List<Html> links = new ArrayList<>();
    for (int page = 1; page <= paging.pages(); page++) {
      String path = Paging.path(listing.category().path(), page);
      links.add(
          page == paging.page()
              ? Html.of("<b>{}</b> ", page)
              : Html.of("<a href=\"{}\">{}</a> ", path, page));
    }
    return Html.of("<p class=\"pages\">Page {}</p>\n", Html.each(links, link -> link))
        .when(paging.pages() > 1);
  }

  private static Html table(List<Product> products) {
    List<Html> rows = new ArrayList<>();
    for (int from = 0; from < products.size(); from += COLUMNS) {
      List<Product> row = products.subList(from, Math.min(from + COLUMNS, products.size()));
      rows.add(Html.of("<tr>{}</tr>\n", Html.each(row, LegacyCatalogView::cell)));
    }
    return Html.of(
        "<table class=\"products\" width=\"100%\" cellspacing=\"6\">\n{}</table>\n",
        Html.each(rows, row -> row));
  }

  private static Html cell(Product product) {
    return Html.of(
        """
        <td valign="top"><a href="{}"><img src="{}" alt="{}" width="120" height="120" \
        loading="lazy"></a><br>
        <a href="{}">{}</a><br>
        <span class="rating">{}</span><br>
        <b class="price">{}</b> <span class="stock{}">{}</span></td>
        """,
        product.path(),
        product.imagePath(),
        product.name(),
        product.path(),
        product.name(),
        Labels.rating(product),
        product.priceLabel(),
        product.inStock() ? "" : " none",
        Labels.stock(product));
  }

  private LegacyCatalogView() {}
}
