package dev.crossfade.seo.parity;

import dev.crossfade.seo.page.Structured.Item;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a product is offered for, all its offers together.
 *
 * @param prices by currency in upper case; by {@code ""} where none is named
 * @param stocks every availability that an offer names
 */
record Offered(Map<String, Range> prices, Set<Stock> stocks) {
  static final Offered NONE = new Offered(Map.of(), Set.of());

  Offered {
    prices = Map.copyOf(prices);
    stocks = Set.copyOf(stocks);
  }

  /** The lowest and the highest price. */
  record Range(Amount low, Amount high) {
    Range and(Amount more) {
      return new Range(more.isBelow(low) ? more : low, high.isBelow(more) ? more : high);
    }

    boolean isOne() {
      return low.isSame(high);
    }

    /** Whether customers could be told both: a price may be that of a variant in the range. */
    boolean agrees(Range other) {
      if (isOne() == other.isOne()) {
        return low.isSame(other.low) && high.isSame(other.high);
      }
      Range one = isOne() ? this : other;
      Range wide = isOne() ? other : this;
      return one.low.isSame(wide.low)
          || one.low.isSame(wide.high)
          || (wide.low.isBelow(one.low) && one.low.isBelow(wide.high));
    }

    @Override
    public String toString() {
      return isOne() ? low.toString() : low + "–" + high;
    }
  }

  /** Whether and when a product can be had, as far as it makes a difference in a result. */
  enum Stock {
    AVAILABLE,
    PREORDER,
    BACKORDER,
    OUT;

    /** Null: nobody knows this word. */
    static @Nullable Stock of(String written) {
      String word = written.strip().substring(written.strip().lastIndexOf('/') + 1);
      return switch (word.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "")) {
        case "instock",
            "available",
            "availablefororder",
            "limitedavailability",
            "onlineonly",
            "instoreonly" ->
            AVAILABLE;
        case "preorder", "presale", "pending" -> PREORDER;
        case "backorder", "madetoorder" -> BACKORDER;
        case "outofstock", "oos", "soldout", "discontinued", "reserved" -> OUT;
        default -> null;
      };
    }

    @Override
    public String toString() {
      return switch (this) {
        case AVAILABLE -> "in stock";
        case PREORDER -> "to be pre-ordered";
        case BACKORDER -> "to be ordered";
        case OUT -> "out of stock";
      };
    }
  }

  boolean isNone() {
    return prices.isEmpty() && stocks.isEmpty();
  }

  /** Whether one of the offers says a price above 0 and its currency, as merchants must. */
  boolean isPriced() {
    return prices.entrySet().stream()
        .anyMatch(entry -> !entry.getKey().isEmpty() && entry.getValue().high().isPositive());
  }

  /** What customers are told: in stock, if any variant is. Null: nothing. */
  @Nullable Stock stock() {
    for (Stock stock : Stock.values()) {
      if (stocks.contains(stock)) {
        return stock;
      }
    }
    return null;
  }

  /** {@code EUR 19.90, in stock}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    new TreeMap<>(prices)
        .forEach(
            (currency, range) ->
                out.append(out.isEmpty() ? "" : ", ").append((currency + " " + range).strip()));
    Stock stock = stock();
    if (stock != null) {
      out.append(out.isEmpty() ? "" : ", ").append(stock);
    }
    return out.isEmpty() ? "no price" : out.toString();
  }

  /** Adds offers up. */
  static final class Reader {
    /** Prices that a product is not sold for. */
    private static final Set<String> BESIDE =
        Set.of("listprice", "srp", "msrp", "strikethroughprice", "minimumadvertisedprice");

    private static final int DEEPEST = 3;

    private final Map<String, Range> prices = new TreeMap<>();
    private final Set<Stock> stocks = EnumSet.noneOf(Stock.class);

    void read(Item offer) {
      read(offer, 0);
    }

    private void read(Item offer, int depth) {
      String currency = offer.text("priceCurrency");
      price(offer.text("price"), currency);
      price(offer.text("lowPrice"), currency);
      price(offer.text("highPrice"), currency);
      availability(offer.text("availability"));
      boolean priced = offer.text("price") != null;
      for (Item specification : offer.items("priceSpecification")) {
        String type = specification.text("priceType");
        String kind = type == null ? "" : type.substring(type.lastIndexOf('/') + 1);
        if (!priced && !BESIDE.contains(kind.toLowerCase(Locale.ROOT))) {
          String own = specification.text("priceCurrency");
          price(specification.text("price"), own == null ? currency : own);
          priced = specification.text("price") != null;
        }
      }
      if (depth < DEEPEST && offer.text("lowPrice") == null) {
        offer.items("offers").forEach(inner -> read(inner, depth + 1));
      } else {
        offer.items("offers").forEach(inner -> availability(inner.text("availability")));
      }
    }

    void price(@Nullable String written, @Nullable String currency) {
      Amount amount = written == null ? null : Amount.parse(written);
      if (amount != null) {
        String code = currency == null ? "" : currency.strip().toUpperCase(Locale.ROOT);
        Range range = prices.get(code);
        prices.put(code, range == null ? new Range(amount, amount) : range.and(amount));
      }
    }

    void availability(@Nullable String written) {
      Stock stock = written == null ? null : Stock.of(written);
      if (stock != null) {
        stocks.add(stock);
      }
    }

    Offered offered() {
      return new Offered(prices, stocks);
    }
  }

  /** What {@code product:} and {@code og:} properties offer. */
  static Offered of(Map<String, List<String>> openGraph) {
    Reader reader = new Reader();
    for (String prefix : List.of("product:", "og:")) {
      List<String> amounts = openGraph.getOrDefault(prefix + "price:amount", List.of());
      List<String> currencies = openGraph.getOrDefault(prefix + "price:currency", List.of());
      for (int i = 0; i < Math.min(50, amounts.size()); i++) {
        reader.price(amounts.get(i), i < currencies.size() ? currencies.get(i) : null);
      }
      openGraph.getOrDefault(prefix + "availability", List.of()).forEach(reader::availability);
    }
    return reader.offered();
  }
}
