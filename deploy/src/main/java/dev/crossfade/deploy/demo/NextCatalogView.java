package dev.crossfade.deploy.demo;

import java.util.ArrayList;
import java.util.List;

/** The catalog in the markup of the new platform. */
final class NextCatalogView {
  static Html home(Content.Home home) {
    return Html.of(
        """
        <section class="departments">{}</section>
        <h2>Picked for you</h2>
        {}\
        """,
        Html.each(
            home.departments(),
            department ->
                Html.of(
                    """
                    <article>
                      <svg viewBox="0 0 64 64" aria-hidden="true"><path d="{}"/></svg>
                      <a href="{}">{}</a>
                      <p>{}</p>
                    </article>
                    """,
                    department.icon(),
                    department.path(),
                    department.name(),
                    department.introduction())),
        grid(home.picks()));
  }

  static Html listing(Content.Listing listing) {
    return Html.of(
        """
        <p class="lead">{}</p>
        {}<p class="count">{}</p>
        {}{}\
        """,
        listing.category().introduction(),
        Html.of(
                "<nav class=\"below\" aria-label=\"Categories\">{}</nav>\n",
                Html.each(
                    listing.children(),
                    child -> Html.of("<a href=\"{}\">{}</a> ", child.path(), child.name())))
            .when(!listing.children().isEmpty()),
        Labels.products(listing.paging().total()),
        grid(listing.paging().products()),
        pages(listing));
  }

  static Html found(Content.Found found) {
    return Html.of(
        "<p class=\"count\">{}</p>{}",
        Labels.products(found.total()),
        grid(found.products()).when(found.total() > 0));
  }

  static Html detail(Content.Detail detail) {
    Product product = detail.product();
    return Html.of(
        """
        <article class="detail">
          <img src="{}" alt="{}" width="560" height="560">
          <div>
            <p class="rating">{}</p>
            <p class="price">{}</p>
            <p class="stock{}">{}</p>
            <form method="post" action="/cart/add">
              <input type="hidden" name="sku" value="{}"><button>Add to cart</button>
            </form>
            <div class="description">{}</div>
            <dl>
              <dt>Brand</dt><dd>{}</dd>
              <dt>Item number</dt><dd>{}</dd>
            </dl>
          </div>
        </article>
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
        Html.each(product.description(), sentence -> Html.of("<p>{}</p>", sentence)),
        product.brand(),
        product.sku(),
        grid(detail.related()));
  }

  private static Html pages(Content.Listing listing) {
    Paging paging = listing.paging();
    List<Html> links = new ArrayList<>();
    for (int page = 1; page <= paging.pages(); page++) {
      String path = Paging.path(listing.category().path(), page);
      links.add(
          page == paging.page()
              ? Html.of("<b aria-current=\"page\">{}</b> ", page)
              : Html.of("<a href=\"{}\">{}</a> ", path, page));
    }
    return Html.of(
            "<nav class=\"pages\" aria-label=\"Pages\">Page {}</nav>\n",
            Html.each(links, link -> link))
        .when(paging.pages() > 1);
  }

  private static Html grid(List<Product> products) {
    return Html.of(
        "<section class=\"grid\">\n{}</section>\n", Html.each(products, NextCatalogView::card));
  }

  private static Html card(Product product) {
    return Html.of(
        """
        <article class="card">
          <a href="{}"><img src="{}" alt="{}" width="320" height="320" loading="lazy"></a>
          <a class="name" href="{}">{}</a>
          <span class="rating">{}</span>
          <span class="price">{}</span> <span class="stock{}">{}</span>
        </article>
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

  private NextCatalogView() {}
}
