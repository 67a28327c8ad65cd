package dev.crossfade.deploy.demo;

/** The picture of a product: the icon of its category before a backdrop of its own colours. */
final class ProductImage {
  static Html of(Product product) {
    int hue = product.id() * 47 % 360;
    int turn = product.id() % 3 * 4 - 4;
    return Html.of(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320" role="img">
        <title>{}</title>
        <defs><linearGradient id="g" x2="1" y2="1">
        <stop stop-color="hsl({} 42% 91%)"/><stop offset="1" stop-color="hsl({} 46% 76%)"/>
        </linearGradient></defs>
        <rect width="320" height="320" fill="url(#g)"/>
        <ellipse cx="160" cy="262" rx="92" ry="12" fill="hsl({} 30% 40%)" opacity=".18"/>
        <g transform="rotate({} 160 160) translate(64 60) scale(3)" \
        stroke="hsl({} 45% 24%)" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" \
        fill="hsl({} 55% 58%)" fill-opacity=".55"><path d="{}"/></g>
        </svg>
        """,
        product.name(),
        hue,
        (hue + 30) % 360,
        hue,
        turn,
        (hue + 10) % 360,
        (hue + 190) % 360,
        product.category().icon());
  }

  private ProductImage() {}
}
