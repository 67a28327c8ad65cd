package dev.crossfade.deploy.demo;

import java.util.Optional;
import java.util.function.Function;

/**
 * The shop that both storefronts serve: which path is which page, and whose session it belongs to.
 * The storefronts differ in design, in their session cookie and in what is wrong with them.
 */
final class Shop {
  private static final int MAX_SESSIONS = 20_000;

  private final Catalog catalog;
  private final Design design;
  private final String sessionCookie;
  private final Sabotage sabotage;
  private final CatalogPages catalogPages;
  private final CheckoutPages checkoutPages;
  private final ShopFiles files;
  private final Sessions sessions = new Sessions(MAX_SESSIONS);

  Shop(Catalog catalog, Design design, String sessionCookie, Sabotage sabotage) {
    this.catalog = catalog;
    this.design = design;
    this.sessionCookie = sessionCookie;
    this.sabotage = sabotage;
    this.catalogPages = new CatalogPages(catalog, sabotage::priced);
    this.checkoutPages = new CheckoutPages(catalog, sabotage::priced);
    this.files = new ShopFiles(catalog, sabotage::priced);
  }

  Reply answer(Request request) throws InterruptedException {
    Optional<Reply> file = files.find(request);
    if (file.isPresent()) {
      return request.reads() ? file.get() : notAllowed("GET, HEAD");
    }
    sabotage.dawdle();
    return switch (request.path()) {
      case "/cart/add" ->
          onPost(
              request,
              session ->
                  checkoutPages.add(session, request.field("sku")).orElseGet(Shop::notFound));
      case "/checkout/address" ->
          onPost(request, session -> checkoutPages.address(session, Address.of(request)));
      case "/checkout/pay" -> onPost(request, checkoutPages::pay);
      case "/cart" -> onRead(request, checkoutPages::cart);
      case "/checkout" -> onRead(request, checkoutPages::checkout);
      case "/checkout/thank-you" -> onRead(request, checkoutPages::thankYou);
      case "/account" -> onRead(request, checkoutPages::account);
      case "/" -> onRead(request, _ -> shown(catalogPages.home()));
      case "/search" -> onRead(request, _ -> shown(catalogPages.search(request.parameter("q"))));
      case String path when path.startsWith("/c/") ->
          onRead(
              request,
              _ ->
                  catalogPages
                      .category(path, request.parameter("page"))
                      .map(Shop::shown)
                      .orElseGet(Shop::notFound));
      case String path when path.startsWith("/p/") -> product(request, path);
      default -> onRead(request, _ -> notFound());
    };
  }

  private Reply product(Request request, String path) {
    if (sabotage.failsProductPage()) {
      return Reply.text(500, "Internal error: could not render the product");
    }
    return onRead(
        request, _ -> catalogPages.product(path).map(Shop::shown).orElseGet(Shop::notFound));
  }

  private Reply onRead(Request request, Function<Session, CheckoutPages.Step> step) {
    return request.reads() ? inSession(request, step) : notAllowed("GET, HEAD");
  }

  private Reply onPost(Request request, Function<Session, CheckoutPages.Step> step) {
    return request.posts() ? inSession(request, step) : notAllowed("POST");
  }

  /** Every page view starts a session, as such platforms do; crawlers never come back for it. */
  private Reply inSession(Request request, Function<Session, CheckoutPages.Step> step) {
    Optional<Session> known = sessions.find(request.cookie(sessionCookie));
    if (known.isPresent() && sabotage.losesSession()) {
      known = Optional.empty();
    }
    if (known.isPresent()) {
      return draw(request, known.get(), step.apply(known.get()));
    }
    if (request.crawls() && request.reads()) {
      Session passing = new Session("");
      return draw(request, passing, step.apply(passing));
    }
    Session fresh = sessions.start();
    return draw(request, fresh, step.apply(fresh))
        .with("Set-Cookie", sessionCookie + "=" + fresh.id() + "; Path=/; HttpOnly; SameSite=Lax");
  }

  private Reply draw(Request request, Session session, CheckoutPages.Step step) {
    return switch (step) {
      case CheckoutPages.Done(String path) -> Reply.seeOther(path);
      case CheckoutPages.Shown(Page page) -> {
        Page shown = sabotage.hidesFromSearch() ? page.hidden() : page;
        Design.View view =
            new Design.View(
                shown, request.origin(), catalog.departments(), session.cart().pieces());
        yield Reply.html(page.status(), design.draw(view));
      }
    };
  }

  private static CheckoutPages.Step shown(Page page) {
    return new CheckoutPages.Shown(page);
  }

  private static CheckoutPages.Step notFound() {
    return shown(
        Page.closed(
            404,
            "Page not found",
            "",
            new Content.Notice(
                "This page does not exist, or no longer does.", "/", "Back to the shop")));
  }

  private static Reply notAllowed(String methods) {
    return Reply.text(405, "Method not allowed").with("Allow", methods);
  }
}
