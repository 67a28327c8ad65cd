package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.Structured;
import dev.crossfade.seo.page.Structured.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * SEO-STRUCTURED: next has the types that make rich results and that legacy has, in whatever
 * syntax, and its products, offers and breadcrumbs are as complete as legacy's.
 */
final class StructuredRule implements ParityRule {
  private static final int MOST_ITEMS = 5_000;
  private static final int DEEPEST = 16;
  private static final int MOST = 3;

  /** Types that search engines show, and what they are shown as: one of a kind does for another. */
  private static final Map<String, String> KINDS = kinds();

  /** What search engines read on the home page only. */
  private static final Set<String> OF_THE_SITE = Set.of("WebSite", "Organization");

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new HashMap<>();
    for (List<String> alike :
        List.of(
            List.of("Product", "ProductGroup", "ProductModel", "IndividualProduct", "SomeProducts"),
            List.of("Offer", "AggregateOffer"),
            List.of("AggregateRating"),
            List.of("Review", "CriticReview", "UserReview", "EmployerReview"),
            List.of("BreadcrumbList"),
            List.of("Article", "NewsArticle", "BlogPosting", "TechArticle", "Report"),
            List.of("FAQPage"),
            List.of("QAPage"),
            List.of("Recipe"),
            List.of("VideoObject"),
            List.of("Event", "MusicEvent", "SaleEvent", "TheaterEvent", "SportsEvent"),
            List.of("JobPosting"),
            List.of("Course"),
            List.of("Book"),
            List.of("Dataset"),
            List.of("SoftwareApplication", "MobileApplication", "WebApplication"),
            List.of("ItemList"),
            List.of("WebSite"),
            List.of("Organization", "OnlineStore", "OnlineBusiness", "Corporation"),
            List.of(
                "LocalBusiness",
                "Store",
                "ClothingStore",
                "ShoeStore",
                "FurnitureStore",
                "ElectronicsStore"))) {
      alike.forEach(type -> kinds.put(type, alike.getFirst()));
    }
    return Map.copyOf(kinds);
  }

  @Override
  public Rule rule() {
    return Rule.SEO_STRUCTURED;
  }

  @Override
  public boolean isAbout(Pair pair) {
    return pair.isJudged() && pair.isWhole();
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Found was = Found.of(pair.legacy().structured());
    Found is = Found.of(pair.next().structured());
    broken(pair, is, notes);
    Set<String> lost = new TreeSet<>(was.kinds);
    lost.removeAll(is.kinds);
    if (pair.url().path().length() > 1) {
      lost.removeAll(OF_THE_SITE);
    }
    if (!lost.isEmpty()) {
      notes.add(was.said(), is.said(), "lost " + String.join(", ", lost), "");
    }
    if (was.crumbs >= 2 && is.crumbs == 1) {
      notes.add(
          was.crumbs + " breadcrumbs",
          is.crumbs + " breadcrumb",
          "has a BreadcrumbList of 1 item, legacy has " + was.crumbs,
          "");
    }
    products(pair, notes);
  }

  private static void broken(Pair pair, Found is, Notes notes) {
    List<String> next = unreadable(pair.next());
    List<String> legacy = unreadable(pair.legacy());
    if (next.size() > legacy.size()) {
      notes.add(
          legacy.isEmpty() ? "readable" : legacy.size() + " unreadable",
          is.said(),
          "has %s of JSON-LD that cannot be read"
              .formatted(Wording.counted(next.size(), "block", "blocks")),
          Wording.some(next, 5));
    }
  }

  private static List<String> unreadable(Page page) {
    return page.troubles().stream().filter(trouble -> trouble.startsWith("JSON-LD")).toList();
  }

  private static void products(Pair pair, Notes notes) {
    Places places = pair.places();
    List<Goods> legacy = Goods.of(pair.legacy().structured(), places);
    List<Goods> next = Goods.of(pair.next().structured(), places);
    Map<String, Goods> own = Goods.byKey(legacy);
    Map<String, Goods> others = Goods.byKey(next);
    int noted = 0;
    for (Goods goods : legacy) {
      Goods other = Goods.match(goods, own, others);
      if (other == null && goods.equals(Goods.only(legacy))) {
        other = Goods.only(next);
      }
      String fault = other == null ? null : fault(goods, other);
      if (fault != null && noted++ < MOST) {
        notes.add(goods.offers().toString(), "incomplete", goods.shown() + " " + fault, "");
      }
    }
  }

  /** What next's product lacks that legacy's has; null: nothing. */
  private static @Nullable String fault(Goods was, Goods is) {
    if (was.isComplete() && !is.isComplete()) {
      return is.name() == null ? "has no name" : "has neither offers nor review nor rating";
    }
    if (was.offers().isPriced() && is.offered() && !is.offers().isPriced()) {
      boolean priced = is.offers().prices().values().stream().anyMatch(r -> r.high().isPositive());
      return priced ? "has an offer without currency" : "has an offer without a price above 0";
    }
    return null;
  }

  /** The kinds that a page has, at whatever depth, and its longest breadcrumbs. */
  private static final class Found {
    final Set<String> kinds = new TreeSet<>();
    int crumbs;
    private int items;

    static Found of(Structured structured) {
      Found found = new Found();
      structured.items().forEach(item -> found.read(item, 0));
      return found;
    }

    private void read(Item item, int depth) {
      if (depth > DEEPEST || items++ > MOST_ITEMS) {
        return;
      }
      for (String type : item.types()) {
        String kind = KINDS.get(type);
        if (kind != null) {
          kinds.add(kind);
        }
      }
      if (item.is("BreadcrumbList")) {
        crumbs = Math.max(crumbs, item.all("itemListElement").size());
      }
      for (List<Structured.Value> values : item.properties().values()) {
        for (Structured.Value value : values) {
          if (value instanceof Item inner) {
            read(inner, depth + 1);
          }
        }
      }
    }

    String said() {
      return kinds.isEmpty() ? "none" : String.join(", ", kinds);
    }
  }
}
