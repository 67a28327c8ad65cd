package dev.crossfade.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buying: works on either storefront, and breaks for those who change over in the middle. */
class StorefrontCheckoutTest {
  private static final String ADDRESS =
      "name=Ada+Larsen&street=Harbour+Lane+1&postcode=5010&city=Bergen&email=ada%40example.com";

  private static DemoStorefronts storefronts;

  private final TestVisitor visitor = new TestVisitor();

  @BeforeAll
  static void start() throws Exception {
    storefronts = DemoStorefronts.start(Pace.IMMEDIATE, Pace.IMMEDIATE);
  }

  @AfterAll
  static void stop() {
    storefronts.close();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"legacy", "next"})
  void checkout_allOnOneStorefront_completes(String name) throws Exception {
    URI storefront = storefront(name);
    Product product = storefronts.catalog().products().get(17);

    assertSeeOther(add(storefront, product), "/cart");
    assertThat(visitor.get(storefront, "/cart").body())
        .contains(product.priceLabel())
        .contains("Cart (1)");
    assertThat(visitor.get(storefront, "/checkout").body())
        .contains("action=\"/checkout/address\"");
    assertSeeOther(visitor.post(storefront, "/checkout/address", ADDRESS), "/checkout");
    assertThat(visitor.get(storefront, "/checkout").body()).contains("action=\"/checkout/pay\"");
    assertSeeOther(visitor.post(storefront, "/checkout/pay", ""), "/checkout/thank-you");
    HttpResponse<String> thanks = visitor.get(storefront, "/checkout/thank-you");

    assertThat(thanks.statusCode()).isEqualTo(200);
    assertThat(thanks.headers().firstValue("X-Served-By")).hasValue(name);
    assertThat(thanks.body()).contains("ada@example.com").contains("Cart (0)");
  }

  @Test
  void checkout_hopsStorefrontAfterCart_findsCartEmpty() throws Exception {
    add(storefronts.legacy(), storefronts.catalog().products().getFirst());

    assertThat(visitor.get(storefronts.next(), "/checkout").statusCode()).isEqualTo(409);
  }

  @Test
  void pay_hopsStorefrontAfterAddress_findsCartEmpty() throws Exception {
    add(storefronts.next(), storefronts.catalog().products().getFirst());
    visitor.post(storefronts.next(), "/checkout/address", ADDRESS);

    assertThat(visitor.post(storefronts.legacy(), "/checkout/pay", "").statusCode()).isEqualTo(409);
  }

  @Test
  void thankYou_withoutOrder_conflicts() throws Exception {
    assertThat(visitor.get(storefronts.next(), "/checkout/thank-you").statusCode()).isEqualTo(409);
  }

  @Test
  void pay_beforeAddress_goesBackToTheForm() throws Exception {
    add(storefronts.next(), storefronts.catalog().products().getFirst());

    assertSeeOther(visitor.post(storefronts.next(), "/checkout/pay", ""), "/checkout");
  }

  @Test
  void address_incomplete_keepsWhatWasTypedEscaped() throws Exception {
    add(storefronts.next(), storefronts.catalog().products().getFirst());

    HttpResponse<String> again =
        visitor.post(storefronts.next(), "/checkout/address", "name=%22%3E%3Cb%3EAda&city=Bergen");

    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body())
        .contains("value=\"&quot;&gt;&lt;b&gt;Ada\"")
        .contains("value=\"Bergen\"")
        .doesNotContain("<b>Ada");
  }

  @Test
  void add_unknownProduct_notFound() throws Exception {
    assertThat(visitor.post(storefronts.next(), "/cart/add", "sku=NO-1").statusCode())
        .isEqualTo(404);
  }

  @Test
  void get_secondPage_keepsTheSession() throws Exception {
    HttpResponse<String> first = visitor.get(storefronts.legacy(), "/");
    HttpResponse<String> second = visitor.get(storefronts.legacy(), "/cart");

    assertThat(first.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(
            cookie -> assertThat(cookie).startsWith("PHPSESSID=").contains("HttpOnly"));
    assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void get_inventedSession_isReplaced() throws Exception {
    HttpResponse<String> response =
        visitor.get(storefronts.next(), "/", "Cookie", "next_session=chosen-by-the-client");

    assertThat(response.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(
            cookie -> assertThat(cookie).startsWith("next_session=").doesNotContain("chosen"));
  }

  private HttpResponse<String> add(URI storefront, Product product) throws Exception {
    return visitor.post(storefront, "/cart/add", "sku=" + product.sku());
  }

  private static void assertSeeOther(HttpResponse<String> response, String location) {
    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).hasValue(location);
  }

  private static URI storefront(String name) {
    return name.equals("legacy") ? storefronts.legacy() : storefronts.next();
  }
}
