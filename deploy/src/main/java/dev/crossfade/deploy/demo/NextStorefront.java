package dev.crossfade.deploy.demo;

/** The new platform: quicker and tidier, and breakable on demand. */
final class NextStorefront implements Storefront {
  static final String SESSION_COOKIE = "next_session";

  private final Sabotage sabotage;
  private final Shop shop;

  NextStorefront(Catalog catalog, Pace pace) {
    this.sabotage = new Sabotage(pace);
    this.shop = new Shop(catalog, new NextDesign(), SESSION_COOKIE, sabotage);
  }

  @Override
  public String name() {
    return "next";
  }

  /** Takes effect with the next request. */
  void fault(Fault fault) {
    sabotage.fault(fault);
  }

  @Override
  public Reply answer(Request request) throws InterruptedException {
    return shop.answer(request);
  }
}
