package dev.crossfade.routing.redirects;

import static dev.crossfade.routing.redirects.Policies.exact;
import static dev.crossfade.routing.redirects.Policies.pattern;
import static dev.crossfade.routing.redirects.Policies.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.routing.redirects.RedirectSearch.Cursor;
import dev.crossfade.routing.redirects.RedirectSearch.Found;
import dev.crossfade.routing.redirects.RedirectSearch.Order;
import dev.crossfade.routing.redirects.RedirectSearch.Side;
import dev.crossfade.routing.redirects.RedirectSearch.Wanted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectSearchTest {
  private final RedirectMap map =
      Policies.map(
          new ArrayList<>(),
          Policies.ALWAYS,
          exact(1, "/old/Shoe.html", "/p/shoe"),
          exact(2, "m.shop.example/old/lamp", "https://www.shop.example/p/lamp"),
          prefix(3, "/news/", "/blog/"),
          pattern(4, "^/product-(\\d+)$", "/p/$1"),
          exact(5, "/gr%C3%B6%C3%9Fe?id=7", "/sizes"),
          exact(6, "/p/lamp-red", "/c/lamps"));
  private final RedirectHits hits = new RedirectHits(map, HitCounts.NONE);

  private List<Integer> lines(String text, Side side, boolean atStart) {
    Wanted wanted = new Wanted(text, side, atStart, false, Order.MAP);
    return RedirectSearch.find(map, hits, wanted, Cursor.START, 10).entries().stream()
        .map(entry -> map.describe(entry).place().line())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'', EITHER, false, '[1, 2, 3, 4, 5, 6]'",
    "SHOE, SOURCE, false, [1]",
    "shoe, TARGET, false, [1]",
    "lamp, EITHER, false, '[2, 6]'",
    "lamp, TARGET, false, '[2, 6]'",
    "/p/, SOURCE, false, [6]",
    "/p/, TARGET, true, '[1, 2, 4]'",
    "/old, SOURCE, true, '[1, 2]'",
    "m.shop, SOURCE, true, [2]",
    "shop.example, SOURCE, true, []",
    "größe, SOURCE, false, [5]",
    "'id=7 ', SOURCE, false, [5]",
    "product-, EITHER, false, [4]",
    "nothing, EITHER, false, []",
  })
  void find_aText_areTheEntriesThatHaveIt(String text, Side side, boolean atStart, String found) {
    assertThat(lines(text, side, atStart).toString()).isEqualTo(found);
  }

  private List<Integer> all(Wanted wanted, int limit) {
    List<Integer> all = new ArrayList<>();
    Cursor at = Cursor.START;
    while (at != null) {
      Found page = RedirectSearch.find(map, hits, wanted, at, limit);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.entries());
      assertThat(all).hasSizeLessThanOrEqualTo(page.found());
      at = page.last();
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "MAP, false, '[0, 1, 2, 3, 4, 5]'",
    "HITS, false, '[3, 1, 5, 0, 2, 4]'",
    "LATEST, false, '[1, 5, 3, 0, 2, 4]'",
    "IDLE, false, '[0, 2, 4, 3, 5, 1]'",
    "HITS, true, '[0, 2, 4]'",
  })
  void find_pageByPage_isEveryEntryOnceInOrder(Order order, boolean never, String expected) {
    hits.hit(3, 100, false);
    hits.hit(3, 200, false);
    hits.hit(3, 300, false);
    hits.hit(1, 900, false);
    hits.hit(1, 901, false);
    hits.hit(5, 800, false);

    for (int limit = 1; limit < 8; limit++) {
      assertThat(all(new Wanted("", Side.EITHER, false, never, order), limit).toString())
          .isEqualTo(expected);
    }
  }

  @Test
  void find_amongMany_tellsHowManyThereAre() {
    RedirectRule[] rules = new RedirectRule[20_000];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = exact(i + 1, "/old/" + i, "/new/" + i);
    }
    RedirectMap many = Policies.map(new ArrayList<>(), Policies.ALWAYS, rules);

    Found found =
        RedirectSearch.find(
            many,
            new RedirectHits(many, HitCounts.NONE),
            new Wanted("/old/77", Side.SOURCE, true, false, Order.MAP),
            Cursor.START,
            10);

    assertThat(found.entries()).hasSize(10).first().isEqualTo(77);
    assertThat(found.found()).isEqualTo(111);
    assertThat(found.searched()).isEqualTo(20_000);
  }
}
