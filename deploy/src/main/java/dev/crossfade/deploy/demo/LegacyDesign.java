package dev.crossfade.deploy.demo;

/** The look of the old platform: tables within tables, orange, and a menu down the left. */
final class LegacyDesign implements Design {
  @Override
  public Html draw(View view) {
    Page page = view.page();
    return Html.of(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        {}</head>
        <body bgcolor="#e8e2d8">
        <table id="frame" align="center" cellspacing="0" cellpadding="0">
        <tr><td id="banner" colspan="2"><table width="100%"><tr>
          <td class="brand"><a href="/">{}</a><br><small>{}</small></td>
          <td class="find"><form action="/search"><input name="q" aria-label="Search the shop"
            value="{}"><button>Search</button></form></td>
          <td class="mine"><a href="/account">Account</a> | <a href="/cart">Cart ({})</a></td>
        </tr></table></td></tr>
        <tr>
        <td id="menu" valign="top"><ul>{}</ul></td>
        <td id="main" valign="top">
        {}<h1>{}</h1>
        {}</td>
        </tr>
        <tr><td id="foot" colspan="2"><p>{}</p><p>{}</p></td></tr>
        </table>
        </body>
        </html>
        """,
        PageHead.of(view, "/assets/legacy.css"),
        Labels.SHOP,
        Labels.TAGLINE,
        page.content() instanceof Content.Found found ? found.query() : "",
        view.pieces(),
        Html.each(
            view.departments(),
            department ->
                Html.of("<li><a href=\"{}\">{}</a></li>\n", department.path(), department.name())),
        trail(page),
        page.heading(),
        content(page.content()),
        Labels.FOOTER,
        Labels.IMPRINT);
  }

  private static Html trail(Page page) {
    return Html.of(
            "<p class=\"trail\">{}</p>\n",
            Html.each(
                page.trail(),
                crumb ->
                    crumb.equals(page.trail().getLast())
                        ? Html.of("{}", crumb.name())
                        : Html.of("<a href=\"{}\">{}</a> » ", crumb.path(), crumb.name())))
        .when(!page.trail().isEmpty());
  }

  private static Html content(Content content) {
    return switch (content) {
      case Content.Home home -> LegacyCatalogView.home(home);
      case Content.Listing listing -> LegacyCatalogView.listing(listing);
      case Content.Detail detail -> LegacyCatalogView.detail(detail);
      case Content.Found found -> LegacyCatalogView.found(found);
      case Content.Filled filled -> CheckoutView.filled(filled);
      case Content.AddressForm form -> CheckoutView.addressForm(form);
      case Content.Payment payment -> CheckoutView.payment(payment);
      case Content.Thanks thanks -> CheckoutView.thanks(thanks);
      case Content.Account account -> CheckoutView.account(account);
      case Content.Notice notice -> CheckoutView.notice(notice);
    };
  }
}
