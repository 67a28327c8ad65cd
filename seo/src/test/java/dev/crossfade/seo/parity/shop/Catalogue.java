package dev.crossfade.seo.parity.shop;

import dev.crossfade.seo.parity.shop.Content.Kind;
import dev.crossfade.seo.parity.shop.Content.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What the shops sell and write about: a page for each number, always the same. */
public final class Catalogue {
  public static final String ORIGIN = "https://shop.example";
  private static final String SHOP = "Linden & Sons";

  private static final List<String> COLOURS =
      List.of("Red", "Blue", "Ochre", "Sage", "Slate", "Ivory", "Rust", "Navy", "Plum", "Sand");
  private static final List<String> CLOTHS =
      List.of("Linen", "Wool", "Cotton", "Hemp", "Silk", "Corduroy", "Denim", "Flannel", "Canvas");
  private static final List<String> THINGS =
      List.of("Dress", "Shirt", "Coat", "Skirt", "Scarf", "Jacket", "Apron", "Vest", "Overall");
  private static final List<String> CATEGORIES =
      List.of("dresses", "shirts", "coats", "skirts", "scarves", "jackets", "aprons", "vests");
  private static final List<String> WORDS =
      List.of(
          ("cloth seam pocket button collar cuff hem thread loom weaver dye madder indigo walnut"
                  + " workshop harbour morning winter summer river stone copper paper lantern window"
                  + " garden kitchen bread salt wind rain letter road bridge market village autumn"
                  + " shoulder sleeve lining needle pattern season colour shade light weight touch"
                  + " hand wash iron fold carry wear mend keep choose cut sew press dry hang open"
                  + " close long short wide narrow soft stiff heavy bright deep quiet plain honest"
                  + " slowly always often seldom never again together twice before after under over")
              .split(" "));
  private static final List<String> SMALL =
      List.of("the", "of", "and", "with", "in", "for", "a", "that", "is", "from", "to", "by", "it");

  private Catalogue() {}

  /** The page of this number: products, categories and articles take turns. */
  public static Content page(int number) {
    Random random = new Random(number * 7919L + 17);
    return switch (number % 3) {
      case 0 -> product(number, random);
      case 1 -> category(number, random);
      default -> article(number, random);
    };
  }

  /** The number of a page of this kind. */
  public static int number(Kind kind, int turn) {
    return 3 * turn
        + switch (kind) {
          case PRODUCT -> 0;
          case CATEGORY -> 1;
          case ARTICLE -> 2;
        };
  }

  private static Content product(int number, Random random) {
    String name = productName(number);
    Content page = new Content(Kind.PRODUCT, productPath(number));
    String category = CATEGORIES.get(number % CATEGORIES.size());
    common(page, name, random);
    page.breadcrumbs.add(new Link("/c/" + category, capital(category)));
    page.breadcrumbs.add(new Link(page.path, name));
    page.name = name;
    page.sku = "LS-" + (10_000 + number);
    page.price = "%d.%02d".formatted(5 + random.nextInt(1_500), random.nextInt(20) * 5);
    page.availability = random.nextInt(5) == 0 ? "OutOfStock" : "InStock";
    page.openGraph.put("og:type", "product");
    paragraphs(page, 3 + random.nextInt(4), random);
    for (int i = 0; i < 2 + random.nextInt(4); i++) {
      page.images.add("/media/" + page.sku + "-" + i + ".jpg");
    }
    return page;
  }

  private static Content category(int number, Random random) {
    String category = CATEGORIES.get(number / 3 % CATEGORIES.size());
    int at = 1 + number / 3 / CATEGORIES.size() % 9;
    String first = "/c/" + category;
    Content page = new Content(Kind.CATEGORY, at == 1 ? first : first + "?page=" + at);
    String name = capital(category) + (at == 1 ? "" : " – page " + at);
    common(page, name, random);
    page.breadcrumbs.add(new Link(first, capital(category)));
    page.name = capital(category);
    page.previous = at == 1 ? "" : at == 2 ? first : first + "?page=" + (at - 1);
    page.next = at == 9 ? "" : first + "?page=" + (at + 1);
    page.openGraph.put("og:type", "website");
    for (int i = 0; i < 24; i++) {
      int product = random.nextInt(3_000) * 3;
      page.listed.add(new Link(productPath(product), productName(product)));
    }
    paragraphs(page, 2 + random.nextInt(3), random);
    return page;
  }

  private static Content article(int number, Random random) {
    String name = capital(sentence(random, 5).toLowerCase(Locale.ROOT).replace(".", ""));
    Content page = new Content(Kind.ARTICLE, "/journal/" + number + "-" + slug(name));
    common(page, name, random);
    page.breadcrumbs.add(new Link("/journal", "Journal"));
    page.breadcrumbs.add(new Link(page.path, name));
    page.name = name;
    page.openGraph.put("og:type", "article");
    paragraphs(page, 6 + random.nextInt(10), random);
    page.images.add("/media/journal-" + number + ".jpg");
    page.images.add("/media/journal-" + number + "-b.jpg");
    return page;
  }

  private static void common(Content page, String name, Random random) {
    String url = ORIGIN + page.path;
    page.title = name + " | " + SHOP;
    page.headings.add(name);
    page.description = sentence(random, 9 + random.nextInt(9)) + " " + name + " & more.";
    page.canonicals.add(url);
    page.alternates.put("en", url);
    page.alternates.put("de", "https://shop.example/de" + page.path);
    page.alternates.put("fr-CH", "https://shop.example/ch" + page.path);
    page.alternates.put("x-default", url);
    page.openGraph.put("og:title", name);
    page.openGraph.put("og:url", url);
    page.openGraph.put("og:image", ORIGIN + "/media/og-" + slug(name) + ".jpg");
    page.openGraph.put("og:description", page.description);
    page.openGraph.put("og:site_name", SHOP);
    page.fields.put("cache-control", "private, max-age=0, must-revalidate");
    page.breadcrumbs.add(new Link("/", "Home"));
    page.navigation.add(new Link("/", "Home"));
    for (String category : CATEGORIES) {
      page.navigation.add(new Link("/c/" + category, capital(category)));
    }
    page.navigation.add(new Link("/journal", "Journal"));
    for (String foot : List.of("about", "contact", "delivery", "returns", "terms", "privacy")) {
      page.footer.add(new Link("/" + foot, capital(foot)));
    }
  }

  private static void paragraphs(Content page, int count, Random random) {
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 3 + random.nextInt(4); j++) {
        text.append(text.isEmpty() ? "" : " ").append(sentence(random, 8 + random.nextInt(12)));
      }
      page.paragraphs.add(text.toString());
    }
  }

  /** Products to recommend: others each time. */
  static List<Link> recommended(Random random, int count) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int product = random.nextInt(3_000) * 3;
      links.add(new Link(productPath(product), productName(product)));
    }
    return links;
  }

  private static String productName(int number) {
    return COLOURS.get(number / 3 % COLOURS.size())
        + " "
        + CLOTHS.get(number / 30 % CLOTHS.size())
        + " "
        + THINGS.get(number / 270 % THINGS.size())
        + " “No. "
        + number
        + "”";
  }

  private static String productPath(int number) {
    return "/p/" + slug(productName(number));
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String sentence(Random random, int words) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words; i++) {
      List<String> from = i % 3 == 1 ? SMALL : WORDS;
      out.append(i == 0 ? "" : " ").append(from.get(random.nextInt(from.size())));
    }
    return capital(out.append('.').toString());
  }
}
