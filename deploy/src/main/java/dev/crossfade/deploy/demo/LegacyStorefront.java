package dev.crossfade.deploy.demo;

import java.util.Optional;

/**
 * The old platform: dated, a little slow, right in everything. It remembers the URLs the shop had
 * before it renamed them and redirects each to its page.
 */
final class LegacyStorefront implements Storefront {
  static final String SESSION_COOKIE = "PHPSESSID";

  private final Catalog catalog;
  private final Shop shop;

  LegacyStorefront(Catalog catalog, Pace pace) {
    this.catalog = catalog;
    this.shop = new Shop(catalog, new LegacyDesign(), SESSION_COOKIE, new Sabotage(pace));
  }

  @Override
  public String name() {
    return "legacy";
  }

  @Override
  public Reply answer(Request request) throws InterruptedException {
    Optional<String> target = OldUrls.target(catalog, request);
    return target.isPresent() && request.reads() ? Reply.moved(target.get()) : shop.answer(request);
  }
}
