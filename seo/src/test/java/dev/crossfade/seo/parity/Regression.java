package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.parity.shop.Catalogue;
import dev.crossfade.seo.parity.shop.Content;
import dev.crossfade.seo.parity.shop.Content.Kind;
import dev.crossfade.seo.parity.shop.Content.Link;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What goes wrong in a move, and the rule that must say so. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are copies, its functions keep nothing
enum Regression {
  STATUS_404(Rule.SEO_STATUS, page -> page.status = 404),
  STATUS_500(Rule.SEO_STATUS, page -> page.status = 500),
  REDIRECTED_HOME(
      Rule.SEO_STATUS,
      page -> {
        page.status = 302;
        page.fields.put("location", "/");
      }),
  NOINDEX_IN_META(Rule.SEO_NOINDEX, page -> page.robots = "noindex, nofollow"),
  NOINDEX_BY_FIELD(Rule.SEO_NOINDEX, page -> page.fields.put("x-robots-tag", "noindex")),
  NOINDEX_FOR_GOOGLEBOT(Rule.SEO_NOINDEX, page -> page.googlebot = "noindex"),
  NONE_FOR_BINGBOT(Rule.SEO_NOINDEX, page -> page.fields.put("x-robots-tag", "bingbot: none")),
  CANONICAL_MISSING(Rule.SEO_CANONICAL, page -> page.canonicals.clear()),
  CANONICAL_IS_HOME(Rule.SEO_CANONICAL, page -> page.canonicals = List.of(Catalogue.ORIGIN + "/")),
  CANONICAL_ON_STAGING(
      Rule.SEO_CANONICAL,
      page -> page.canonicals = List.of("https://staging.shop.example" + page.path)),
  CANONICAL_RELATIVE(Rule.SEO_CANONICAL, page -> page.canonicals = List.of(page.path)),
  CANONICAL_IN_BODY(
      Rule.SEO_CANONICAL,
      page -> {
        page.canonicalsInBody = page.canonicals;
        page.canonicals = List.of();
      }),
  CANONICALS_DISAGREE(
      Rule.SEO_CANONICAL, page -> page.canonicals.add(Catalogue.ORIGIN + "/p/another")),
  TITLE_MISSING(Rule.SEO_TITLE, page -> page.title = "-"),
  TITLE_EMPTY(Rule.SEO_TITLE, page -> page.title = ""),
  TITLE_OF_THE_SHOP(Rule.SEO_TITLE, page -> page.title = "Linden & Sons"),
  DESCRIPTION_MISSING(Rule.SEO_DESCRIPTION, page -> page.description = ""),
  DESCRIPTION_OF_THE_SHOP(
      Rule.SEO_DESCRIPTION, page -> page.description = "Linden & Sons makes clothes that last."),
  HEADING_MISSING(Rule.SEO_H1, page -> page.headings.clear()),
  HEADING_EMPTY(Rule.SEO_H1, page -> page.headings = List.of("")),
  HEADING_OF_THE_SHOP(Rule.SEO_H1, page -> page.headings = List.of("Welcome")),
  HEADINGS_SEVERAL(Rule.SEO_H1, page -> page.headings.add("Our newsletter")),
  HREFLANG_MISSING(Rule.SEO_HREFLANG, page -> page.alternates.clear()),
  HREFLANG_LOST_ONE(Rule.SEO_HREFLANG, page -> page.alternates.remove("de")),
  HREFLANG_NOT_ITSELF(
      Rule.SEO_HREFLANG,
      page -> {
        page.alternates.remove("en");
        page.alternates.remove("x-default");
      }),
  HREFLANG_TO_HOME(Rule.SEO_HREFLANG, page -> page.alternates.put("de", Catalogue.ORIGIN + "/de/")),
  HREFLANG_BAD_CODE(
      Rule.SEO_HREFLANG, page -> page.alternates.put("en-UK", Catalogue.ORIGIN + "/uk/")),
  STRUCTURED_LOST(Rule.SEO_STRUCTURED, page -> page.structuredMain = false),
  STRUCTURED_BROKEN(Rule.SEO_STRUCTURED, page -> page.broken = true),
  OFFERS_LOST(Rule.SEO_STRUCTURED, page -> page.offered = false, Kind.PRODUCT),
  PRICE_MISSING(Rule.SEO_STRUCTURED, page -> page.price = "", Kind.PRODUCT),
  CURRENCY_MISSING(Rule.SEO_STRUCTURED, page -> page.currency = "", Kind.PRODUCT),
  PRICE_HIGHER(Rule.SEO_PRICE, page -> page.price = "1" + page.price, Kind.PRODUCT),
  PRICE_ONE_CENT_OFF(
      Rule.SEO_PRICE,
      page -> page.price = page.price.substring(0, page.price.length() - 1) + "9",
      Kind.PRODUCT),
  CURRENCY_OTHER(Rule.SEO_PRICE, page -> page.currency = "USD", Kind.PRODUCT),
  AVAILABILITY_OTHER(
      Rule.SEO_PRICE,
      page -> page.availability = page.availability.equals("InStock") ? "OutOfStock" : "InStock",
      Kind.PRODUCT),
  NAVIGATION_LOST(Rule.SEO_LINKS, page -> page.navigation.clear()),
  LISTING_LOST(Rule.SEO_LINKS, page -> page.listed = page.listed.subList(0, 2), Kind.CATEGORY),
  CATEGORIES_RENAMED(
      Rule.SEO_LINKS,
      page ->
          page.navigation.replaceAll(
              link -> new Link(link.path().replace("/c/", "/collections/all/"), link.text()))),
  LINKS_NOFOLLOW(Rule.SEO_LINKS, page -> page.linkRelation = "nofollow"),
  TEXT_LOST(Rule.SEO_CONTENT, page -> page.paragraphs.clear()),
  TEXT_HALVED(
      Rule.SEO_CONTENT,
      page -> page.paragraphs = page.paragraphs.subList(0, page.paragraphs.size() / 2),
      Kind.PRODUCT,
      Kind.ARTICLE),
  TEXT_OF_ANOTHER_PAGE(
      Rule.SEO_CONTENT,
      page -> page.paragraphs = new ArrayList<>(Catalogue.page(90_001).paragraphs)),
  SOFT_404(Rule.SEO_CONTENT, Regression::notFound),
  PREVIEW_PICTURE_LOST(Rule.SEO_OPENGRAPH, page -> page.openGraph.remove("og:image")),
  PREVIEW_OF_THE_SHOP(Rule.SEO_OPENGRAPH, page -> page.openGraph.put("og:title", "Linden & Sons")),
  ALT_TEXTS_LOST(
      Rule.SEO_IMAGE_ALT, page -> page.imagesHaveText = false, Kind.PRODUCT, Kind.ARTICLE),
  PAGING_LOST(
      Rule.SEO_PAGINATION,
      page -> {
        page.previous = "";
        page.next = "";
      },
      Kind.CATEGORY),
  LANGUAGE_LOST(Rule.SEO_LANG, page -> page.language = ""),
  LANGUAGE_OTHER(Rule.SEO_LANG, page -> page.language = "de"),
  VIEWPORT_LOST(Rule.SEO_VIEWPORT, page -> page.viewport = ""),
  VIEWPORT_FIXED(Rule.SEO_VIEWPORT, page -> page.viewport = "width=1024"),
  CACHED_FOR_EVERYBODY(
      Rule.SEO_VARY, page -> page.fields.put("cache-control", "public, s-maxage=600"));

  final Rule rule;
  final List<Kind> kinds;
  private final Consumer<Content> fault;

  Regression(Rule rule, Consumer<Content> fault, Kind... kinds) {
    this.rule = rule;
    this.fault = fault;
    Set<Kind> some = kinds.length == 0 ? EnumSet.allOf(Kind.class) : Set.of(kinds);
    this.kinds = some.stream().sorted().toList();
  }

  /** The page of this number, broken. */
  Content page(int number) {
    Content page = Catalogue.page(number);
    fault.accept(page);
    return page;
  }

  /** What a shop says of what it does not have, whatever the status. */
  static void notFound(Content page) {
    page.title = "Page not found";
    page.headings = List.of("Nothing here");
    page.paragraphs =
        List.of(
            "Sorry, we could not find what you asked for. It may have been sold out or moved to"
                + " another place. Try the search at the top, or have a look at what is new.");
    page.listed = List.of();
    page.images = List.of();
    page.structuredMain = false;
    page.structuredBreadcrumbs = false;
  }
}
