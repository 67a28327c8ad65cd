package dev.crossfade.routing.redirects;

import static dev.crossfade.routing.redirects.Policies.exact;
import static dev.crossfade.routing.redirects.Policies.pattern;
import static dev.crossfade.routing.redirects.Policies.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.routing.redirects.MapDifference.Difference;
import dev.crossfade.routing.redirects.MapDifference.Fate;
import dev.crossfade.routing.redirects.MapDifference.Result;
import dev.crossfade.routing.redirects.MapDifference.Sum;
import dev.crossfade.routing.redirects.RedirectMisses.Miss;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MapDifferenceTest {
  private static RedirectMap map(RedirectRule... rules) {
    return Policies.map(new ArrayList<>(), Policies.ALWAYS, rules);
  }

  private static Sum sum(Result result, Fate fate) {
    return Objects.requireNonNull(result.sums().get(fate));
  }

  @Test
  void between_mapsOfAllKinds_tellsWhatBecomesOfEachEntry() {
    RedirectMap before =
        map(
            exact(1, "/stays", "/s"),
            exact(2, "/goes", "/g"),
            exact(3, "/elsewhere", "/e1"),
            exact(4, "/chained", "/elsewhere"),
            exact(5, "/below/page", "/b"),
            exact(6, "m.shop/x?id=1", "/x"),
            prefix(7, "/blog/", "/news/"),
            pattern(8, "^/p(\\d+)$", "/q/$1"));
    RedirectHits hits = new RedirectHits(before, HitCounts.NONE);
    hits.hit(1, 100, false);
    hits.hit(4, 200, true);
    hits.hit(4, 300, false);
    RedirectMap now =
        map(
            exact(1, "/fresh", "/f"),
            exact(2, "/stays", "/s"),
            exact(3, "/elsewhere", "/e2"),
            exact(4, "/chained", "/elsewhere"),
            prefix(5, "/below/", "/all/"),
            Policies.rule(6, new Source.Prefix(null, "/blog/"), "/news/", 302),
            pattern(7, "^/p(\\d+)$", "/q/$1"));

    Result result = MapDifference.between(before, hits, now, 10);

    assertThat(result.same()).as("/stays and the pattern").isEqualTo(2);
    assertThat(sum(result, Fate.ADDED).count()).isEqualTo(2);
    assertThat(sum(result, Fate.RESTATUSED).count()).isEqualTo(1);
    assertThat(sum(result, Fate.RETARGETED).examples())
        .extracting(difference -> Objects.requireNonNull(difference.now()).target())
        .as("chains are followed")
        .containsExactly("/e2", "/e2");
    Sum removed = sum(result, Fate.REMOVED);
    assertThat(removed.count()).isEqualTo(3);
    assertThat(removed.hit()).isEqualTo(2);
    assertThat(removed.hits()).isEqualTo(3);
    assertThat(removed.lost()).as("all but the one below a prefix").isEqualTo(2);
    Difference first = removed.examples().getFirst();
    assertThat(Objects.requireNonNull(first.before()).source()).isEqualTo("/below/page");
    assertThat(first.instead()).isEqualTo("/below/");
    assertThat(first.hits()).isEqualTo(2);
    assertThat(first.crawlers()).isEqualTo(1);
    assertThat(first.lastSecond()).isEqualTo(300);
  }

  @Test
  void between_aMapAndItself_isNothing() {
    RedirectMap map = map(exact(1, "/a", "/b"), exact(2, "/a", "/c"), exact(3, "/d", "/e"));

    Result result = MapDifference.between(map, new RedirectHits(map, HitCounts.NONE), map, 5);

    assertThat(result.same()).as("a repeated one is none").isEqualTo(2);
    assertThat(result.sums().values()).allSatisfy(sum -> assertThat(sum.count()).isZero());
  }

  /** Whatever the maps, every entry has one fate, and examples are those asked for most. */
  @Test
  void between_anyMaps_countsEachEntryOnce() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      RedirectMap before = map(some(random));
      RedirectMap now = map(some(random));
      RedirectHits hits = new RedirectHits(before, HitCounts.NONE);
      for (int i = 0; i < 50 && before.entries() > 0; i++) {
        hits.hit(random.nextInt(before.entries()), i, false);
      }
      Result result = MapDifference.between(before, hits, now, 3);

      int kept =
          result.same()
              + sum(result, Fate.RETARGETED).count()
              + sum(result, Fate.RESTATUSED).count();
      assertThat(kept + sum(result, Fate.ADDED).count()).isEqualTo(now.entries() - now.repeated());
      assertThat(kept + sum(result, Fate.REMOVED).count())
          .isEqualTo(before.entries() - before.repeated());
      for (Sum sum : result.sums().values()) {
        assertThat(sum.examples()).hasSize(Math.min(3, sum.count()));
        assertThat(sum.examples())
            .extracting(Difference::hits)
            .isSortedAccordingTo(Comparator.reverseOrder());
      }
    }
  }

  private static RedirectRule[] some(Random random) {
    RedirectRule[] rules = new RedirectRule[random.nextInt(40)];
    for (int i = 0; i < rules.length; i++) {
      String source = "/s" + random.nextInt(30);
      rules[i] = exact(i + 1, source, "/t" + random.nextInt(4));
    }
    return rules;
  }

  @Test
  void answered_pagesNobodyHas_areThoseThatTheOtherMapLeads() {
    RedirectMap before = map(exact(1, "/known", "/k"));
    RedirectMap now = map(exact(1, "/known", "/k"), prefix(2, "/old/", "/new/"));

    assertThat(
            MapDifference.answered(
                before,
                now,
                List.of(
                    new Miss("/old/shoe", 5, 0, 1),
                    new Miss("/known", 2, 0, 1),
                    new Miss("/lost", 1, 0, 1))))
        .singleElement()
        .satisfies(
            answered -> {
              assertThat(answered.target()).isEqualTo("/new/shoe");
              assertThat(answered.miss().count()).isEqualTo(5);
            });
  }
}
