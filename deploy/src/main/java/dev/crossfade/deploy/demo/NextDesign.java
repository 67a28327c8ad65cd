package dev.crossfade.deploy.demo;

/** The look of the new platform: landmarks, cards, indigo, and one column on a phone. */
final class NextDesign implements Design {
  @Override
  public Html draw(View view) {
    Page page = view.page();
    return Html.of(
        """
        <!doctype html>
        <html lang="en">
        <head>
        {}</head>
        <body>
        <header class="top">
          <div class="bar">
            <a class="brand" href="/">{}</a>
            <span class="tagline">{}</span>
            <form class="find" role="search" action="/search">
              <input name="q" type="search" aria-label="Search the shop" value="{}">
              <button>Search</button>
            </form>
            <a href="/account">Account</a>
            <a class="cart" href="/cart">Cart ({})</a>
          </div>
          <nav aria-label="Departments">{}</nav>
        </header>
        <main{}>
        {}<h1>{}</h1>
        {}</main>
        <footer><p>{}</p><p>{}</p></footer>
        </body>
        </html>
        """,
        PageHead.of(view, "/assets/next.css"),
        Labels.SHOP,
        Labels.TAGLINE,
        page.content() instanceof Content.Found found ? found.query() : "",
        view.pieces(),
        Html.each(
            view.departments(),
            department -> Html.of("<a href=\"{}\">{}</a>\n", department.path(), department.name())),
        Html.of(" class=\"home\"").when(page.content() instanceof Content.Home),
        trail(page),
        page.heading(),
        content(page.content()),
        Labels.FOOTER,
        Labels.IMPRINT);
  }

  private static Html trail(Page page) {
    return Html.of(
            "<ol class=\"trail\" aria-label=\"Breadcrumb\">{}</ol>\n",
            Html.each(
                page.trail(),
                crumb ->
                    crumb.equals(page.trail().getLast())
                        ? Html.of("<li aria-current=\"page\">{}</li>", crumb.name())
                        : Html.of("<li><a href=\"{}\">{}</a></li>", crumb.path(), crumb.name())))
        .when(!page.trail().isEmpty());
  }

  private static Html content(Content content) {
    return switch (content) {
      case Content.Home home -> NextCatalogView.home(home);
      case Content.Listing listing -> NextCatalogView.listing(listing);
      case Content.Detail detail -> NextCatalogView.detail(detail);
      case Content.Found found -> NextCatalogView.found(found);
      case Content.Filled filled -> CheckoutView.filled(filled);
      case Content.AddressForm form -> CheckoutView.addressForm(form);
      case Content.Payment payment -> CheckoutView.payment(payment);
      case Content.Thanks thanks -> CheckoutView.thanks(thanks);
      case Content.Account account -> CheckoutView.account(account);
      case Content.Notice notice -> CheckoutView.notice(notice);
    };
  }
}
