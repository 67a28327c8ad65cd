package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.parity.Offered.Range;
import dev.crossfade.seo.parity.Offered.Stock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * SEO-PRICE: price, currency and availability of the same product, however either side writes them.
 * Products are the same by number, address or name; the only one of a page is the only one of the
 * other. A product that only one side describes is another rule's.
 */
final class PriceRule implements ParityRule {
  private static final int MOST = 5;

  @Override
  public Rule rule() {
    return Rule.SEO_PRICE;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Places places = pair.places();
    List<Goods> legacy = Goods.of(pair.legacy().structured(), places);
    List<Goods> next = Goods.of(pair.next().structured(), places);
    Map<String, Goods> own = Goods.byKey(legacy);
    Map<String, Goods> others = Goods.byKey(next);
    Set<Goods> done = new HashSet<>();
    int noted = 0;
    for (Goods goods : legacy) {
      if (!done.add(goods) || goods.offers().isNone()) {
        continue;
      }
      Goods other = Goods.match(goods, own, others);
      if (other == null && goods.equals(Goods.only(legacy))) {
        other = Goods.only(next);
      }
      if (other != null
          && noted < MOST
          && compare(goods.shown(), goods.offers(), other.offers(), notes)) {
        noted++;
      }
    }
    openGraph(pair, Goods.only(legacy), Goods.only(next), noted > 0, notes);
  }

  /** What social properties say, beside themselves or, where one side has none, structured data. */
  private static void openGraph(
      Pair pair, @Nullable Goods legacy, @Nullable Goods next, boolean known, Notes notes) {
    Offered was = Offered.of(pair.legacy().openGraph());
    Offered is = Offered.of(pair.next().openGraph());
    if (known || (was.isNone() && is.isNone())) {
      return;
    }
    if (was.isNone() && legacy != null) {
      was = legacy.offers();
    }
    if (is.isNone() && next != null && !next.offers().isNone()) {
      is = next.offers();
    }
    compare("the product", was, is, notes);
  }

  /** Whether they differ. */
  private static boolean compare(String name, Offered was, Offered is, Notes notes) {
    String difference = difference(was, is);
    if (difference != null) {
      notes.add(was.toString(), is.toString(), name + " " + difference, "");
    }
    return difference != null;
  }

  private static @Nullable String difference(Offered was, Offered is) {
    String price = price(was.prices(), is.prices());
    if (price != null) {
      return price;
    }
    Stock before = was.stock();
    Stock now = is.stock();
    return before == null || now == null || before == now
        ? null
        : "is %s instead of %s".formatted(now, before);
  }

  private static @Nullable String price(Map<String, Range> was, Map<String, Range> is) {
    if (was.isEmpty() || is.isEmpty()) {
      return null;
    }
    Set<String> common = new TreeSet<>(was.keySet());
    common.retainAll(is.keySet());
    for (String currency : common) {
      Range before = range(was, currency);
      Range now = range(is, currency);
      if (!before.agrees(now)) {
        return "costs %s %s instead of %s".formatted(currency, now, before).replace("  ", " ");
      }
    }
    if (!common.isEmpty()) {
      return null;
    }
    if (was.containsKey("") || is.containsKey("")) {
      Range before = was.values().iterator().next();
      Range now = is.values().iterator().next();
      boolean comparable = was.size() == 1 && is.size() == 1;
      return comparable && !before.agrees(now)
          ? "costs %s instead of %s".formatted(now, before)
          : null;
    }
    return "is priced in %s instead of %s"
        .formatted(
            String.join(", ", new TreeSet<>(is.keySet())),
            String.join(", ", new TreeSet<>(was.keySet())));
  }

  private static Range range(Map<String, Range> prices, String currency) {
    return Objects.requireNonNull(prices.get(currency), currency);
  }
}
