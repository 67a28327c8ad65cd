package dev.crossfade.deploy.demo;

/**
 * The forms and tables of cart, checkout and account. Both designs use them and leave the looks to
 * their stylesheets: it is the catalog whose markup the two platforms disagree about.
 */
final class CheckoutView {
  static Html filled(Content.Filled content) {
    if (content.cart().isEmpty()) {
      return Html.of("<p>Your cart is empty.</p><p><a href=\"/\">Continue shopping</a></p>");
    }
    return Html.of(
        "{}<p><a class=\"button\" href=\"/checkout\">Check out</a></p>", lines(content.cart()));
  }

  static Html addressForm(Content.AddressForm content) {
    Address typed = content.typed();
    return Html.of(
        """
        <p class="steps"><b>1. Address</b> <span>2. Payment</span> <span>3. Done</span></p>
        {}<form class="fields" method="post" action="/checkout/address">
        {}{}{}{}{}<button>Continue to payment</button>
        </form>
        {}\
        """,
        Html.of(
                "<p class=\"refused\">Please fill in every field,"
                    + " with an e-mail address that reaches you.</p>\n")
            .when(content.refused()),
        field("Name", "name", "name", typed.name()),
        field("Street and number", "street", "street-address", typed.street()),
        field("Postcode", "postcode", "postal-code", typed.postcode()),
        field("City", "city", "address-level2", typed.city()),
        field("E-mail", "email", "email", typed.email()),
        lines(content.cart()));
  }

  static Html payment(Content.Payment content) {
    Address address = content.address();
    return Html.of(
        """
        <p class="steps"><span>1. Address</span> <b>2. Payment</b> <span>3. Done</span></p>
        <p>We deliver to {}, {}, {} {}.</p>
        <p>This shop is a demonstration: nothing is charged and nothing is sent.</p>
        {}<form method="post" action="/checkout/pay"><button>Pay {}</button></form>
        """,
        address.name(),
        address.street(),
        address.postcode(),
        address.city(),
        lines(content.cart()),
        Labels.price(content.cart().total()));
  }

  static Html thanks(Content.Thanks content) {
    return Html.of(
        """
        <p class="steps"><span>1. Address</span> <span>2. Payment</span> <b>3. Done</b></p>
        <p class="done">Order {} is confirmed. A receipt goes to {}.</p>
        {}<p><a href="/">Continue shopping</a></p>
        """,
        content.order().number(),
        content.order().address().email(),
        lines(content.order().bought()));
  }

  static Html account(Content.Account content) {
    return switch (content.basket()) {
      case Basket.Ordered ordered ->
          Html.of(
              "<p>Your last order is {}, to {}.</p>{}",
              ordered.number(),
              ordered.address().name(),
              lines(ordered.bought()));
      case Basket.Open _, Basket.Addressed _ ->
          Html.of(
              "<p>You are a guest. You have no orders yet, and {} in your <a"
                  + " href=\"/cart\">cart</a>.</p>",
              Labels.products(content.basket().current().pieces()));
    };
  }

  static Html notice(Content.Notice content) {
    return Html.of(
        "<p class=\"notice\">{}</p><p><a class=\"button\" href=\"{}\">{}</a></p>",
        content.text(),
        content.path(),
        content.label());
  }

  private static Html field(String label, String name, String autocomplete, String typed) {
    return Html.of(
        "<label>{} <input name=\"{}\" autocomplete=\"{}\" maxlength=\"200\" value=\"{}\""
            + " required></label>\n",
        label,
        name,
        autocomplete,
        typed);
  }

  private static Html lines(Cart cart) {
    return Html.of(
        """
        <table class="lines">
        <thead><tr><th>Product<th>Quantity<th>Price</thead>
        <tbody>{}</tbody>
        <tfoot><tr><th colspan="2">Total<td>{}</tfoot>
        </table>
        """,
        Html.each(
            cart.lines(),
            line ->
                Html.of(
                    "<tr><td><a href=\"{}\">{}</a><td>{}<td>{}\n",
                    line.product().path(),
                    line.product().name(),
                    line.quantity(),
                    Labels.price(line.total()))),
        Labels.price(cart.total()));
  }

  private CheckoutView() {}
}
