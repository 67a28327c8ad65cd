package dev.crossfade.routing.redirects;

import static dev.crossfade.routing.redirects.Policies.exact;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedirectHitsTest {
  private static RedirectMap map(RedirectRule... rules) {
    return Policies.map(new ArrayList<>(), Policies.ALWAYS, rules);
  }

  @Test
  void snapshot_restoredIntoAnotherMap_countsOnWhateverTheOrder() {
    RedirectHits before =
        new RedirectHits(map(exact(1, "/a", "/x"), exact(2, "/b", "/y")), HitCounts.NONE);
    before.hit(1, 1_700_000_000L, true);
    before.hit(1, 1_700_000_060L, false);

    RedirectHits after =
        new RedirectHits(
            map(exact(1, "/b", "/elsewhere"), exact(2, "/c", "/z")), before.snapshot());
    after.hit(0, 1_700_000_120L, true);

    assertThat(after.count(0)).isEqualTo(3);
    assertThat(after.crawlers(0)).isEqualTo(2);
    assertThat(after.lastSecond(0)).isEqualTo(1_700_000_120L);
    assertThat(after.count(1)).isZero();
  }

  @Test
  void hit_fromManyThreads_countsEach() {
    RedirectHits hits = new RedirectHits(map(exact(1, "/a", "/x")), HitCounts.NONE);

    IntStream.range(0, 20_000).parallel().forEach(i -> hits.hit(0, i, i % 4 == 0));

    assertThat(hits.count(0)).isEqualTo(20_000);
    assertThat(hits.crawlers(0)).isEqualTo(5_000);
  }

  @Test
  void miss_moreThanThereIsRoomFor_keepsTheFrequentOnes() {
    RedirectMisses misses = new RedirectMisses(100);
    for (int i = 0; i < 500; i++) {
      misses.miss("/often", i);
    }
    for (int i = 0; i < 10_000; i++) {
      misses.miss("/rare/" + i, i);
    }

    assertThat(misses.top(1000)).hasSize(100).first().extracting("path").isEqualTo("/often");
  }

  @Test
  void suggestions_pageThatMoved_findsItsLikeliestTarget() {
    RedirectRule[] rules = new RedirectRule[1_000];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = exact(i + 1, "/old/shoe-" + i + ".html", "/p/shoe-" + i);
    }
    Suggestions suggestions = Suggestions.of(map(rules));

    assertThat(suggestions.of("/shop/shoe-417", 1)).isEqualTo(List.of("/p/shoe-417"));
    assertThat(suggestions.of("/nothing/alike", 3)).isEmpty();
  }
}
