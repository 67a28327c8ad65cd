package dev.crossfade.seo.parity;

import dev.crossfade.seo.page.Structured;
import dev.crossfade.seo.page.Structured.Item;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product as structured data tells it, with what it is offered for.
 *
 * @param keys what tells it from others, the surest first: {@code sku:4711}
 * @param part whether it is a variant of another product
 * @param rated whether it has a review or a rating
 * @param offered whether it has offers at all, priced or not
 */
record Goods(
    @Nullable String name,
    List<String> keys,
    boolean part,
    boolean rated,
    boolean offered,
    Offered offers) {
  private static final int MOST_ITEMS = 2_000;
  private static final int DEEPEST = 12;
  private static final Set<String> PRODUCTS =
      Set.of("Product", "ProductGroup", "ProductModel", "IndividualProduct", "SomeProducts");
  private static final Set<String> IDENTIFIERS =
      Set.of(
          "sku",
          "gtin",
          "gtin13",
          "gtin14",
          "gtin12",
          "gtin8",
          "mpn",
          "productID",
          "productGroupID");

  /** Properties that lead from a product to others, which are not what the page is about. */
  private static final Set<String> OTHERS =
      Set.of(
          "isRelatedTo",
          "isSimilarTo",
          "isAccessoryOrSparePartFor",
          "isConsumableFor",
          "review",
          "reviews",
          "itemReviewed");

  Goods {
    keys = List.copyOf(keys);
  }

  /** Whether search engines take it for a product: a name, and what they could show of it. */
  boolean isComplete() {
    return name != null && (rated || offered);
  }

  String shown() {
    return name == null ? "a product without name" : Wording.quoted(name);
  }

  /** All products that the page describes. */
  static List<Goods> of(Structured structured, Places places) {
    Walk walk = new Walk(places);
    structured.items().forEach(walk::index);
    structured.items().forEach(item -> walk.read(item, false, 0));
    return walk.found;
  }

  /** One side's products by what tells them apart; what would name two that differ names none. */
  static Map<String, Goods> byKey(List<Goods> all) {
    Map<String, Goods> byKey = new HashMap<>();
    Map<String, Goods> twice = new HashMap<>();
    for (Goods goods : all) {
      for (String key : goods.keys) {
        Goods before = byKey.putIfAbsent(key, goods);
        if (before != null && !before.offers.equals(goods.offers)) {
          if (before.offers.isNone()) {
            byKey.put(key, goods);
          } else if (!goods.offers.isNone()) {
            twice.put(key, goods);
          }
        }
      }
    }
    byKey.keySet().removeAll(twice.keySet());
    return byKey;
  }

  /** The same product on the other side; null: there is none, or it is not sure which. */
  static @Nullable Goods match(Goods goods, Map<String, Goods> own, Map<String, Goods> others) {
    for (String key : goods.keys) {
      Goods other = others.get(key);
      if (other != null && own.containsKey(key)) {
        return other;
      }
    }
    return null;
  }

  /** What the page is about, if it is about one product; null: it is not, or offers it twice. */
  static @Nullable Goods only(List<Goods> all) {
    Goods found = null;
    for (Goods goods : all) {
      if (goods.part) {
        continue;
      }
      if (found != null && !found.isSame(goods)) {
        return null;
      }
      if (found == null || found.offers.isNone()) {
        found = goods;
      }
    }
    return found;
  }

  private boolean isSame(Goods other) {
    boolean agree = offers.isNone() || other.offers.isNone() || offers.equals(other.offers);
    return agree && !Collections.disjoint(keys, other.keys);
  }

  /** One walk through what a page says: each item once, however they refer to each other. */
  private static final class Walk {
    final List<Goods> found = new ArrayList<>();
    private final Places places;
    private final Map<String, Item> byId = new HashMap<>();
    private final Set<Item> been = Collections.newSetFromMap(new IdentityHashMap<>());

    Walk(Places places) {
      this.places = places;
    }

    void index(Item item) {
      String id = item.id();
      if (id != null && !item.properties().isEmpty()) {
        byId.putIfAbsent(id, item);
      }
    }

    /** What an item that is only a reference refers to. */
    private Item resolved(Item item) {
      String id = item.id();
      return id != null && item.properties().isEmpty() ? byId.getOrDefault(id, item) : item;
    }

    void read(Item raw, boolean part, int depth) {
      Item item = resolved(raw);
      if (depth > DEEPEST || been.size() >= MOST_ITEMS || !been.add(item)) {
        return;
      }
      boolean product = item.types().stream().anyMatch(PRODUCTS::contains);
      if (product) {
        found.add(goods(item, part));
      }
      item.properties()
          .forEach(
              (name, values) -> {
                if (!(product && OTHERS.contains(name))) {
                  for (Structured.Value value : values) {
                    if (value instanceof Item inner) {
                      read(inner, part || (product && name.equals("hasVariant")), depth + 1);
                    }
                  }
                }
              });
    }

    private Goods goods(Item item, boolean part) {
      List<String> keys = new ArrayList<>();
      for (String property : IDENTIFIERS) {
        String id = item.text(property);
        if (id != null && !id.isBlank()) {
          String kind = property.startsWith("gtin") ? "gtin" : property;
          keys.add(kind + ":" + stripped(id));
        }
      }
      keys.sort(null);
      String name = item.text("name");
      if (!part) {
        String url = item.text("url");
        WebUrl at = url == null || url.isBlank() ? null : places.url().resolve(url);
        if (at != null && at.path().length() > 1) {
          keys.add("url:" + places.moved(at));
        }
        if (name != null && !name.isBlank()) {
          keys.add("name:" + Wording.plain(name));
        }
      }
      Offered.Reader offers = new Offered.Reader();
      List<Item> direct = items(item, "offers");
      direct.forEach(offers::read);
      boolean offered = !direct.isEmpty();
      for (Item variant : items(item, "hasVariant")) {
        List<Item> of = items(variant, "offers");
        offered |= !of.isEmpty();
        of.forEach(offers::read);
      }
      boolean rated =
          !item.all("aggregateRating").isEmpty()
              || !item.all("review").isEmpty()
              || !item.all("reviews").isEmpty();
      return new Goods(
          name == null || name.isBlank() ? null : name,
          keys,
          part,
          rated,
          offered,
          offers.offered());
    }

    private List<Item> items(Item item, String property) {
      List<Item> all = item.items(property);
      return all.stream().limit(200).map(this::resolved).toList();
    }

    /** Without the zeros before a GTIN, and without case. */
    private static String stripped(String id) {
      String plain = Wording.plain(id);
      int from = 0;
      while (from < plain.length() - 1 && plain.charAt(from) == '0') {
        from++;
      }
      return plain.substring(from);
    }
  }
}
