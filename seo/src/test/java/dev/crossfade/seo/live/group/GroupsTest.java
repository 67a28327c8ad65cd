package dev.crossfade.seo.live.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.group.FindingGroup.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The life of a group of findings. */
class GroupsTest {
  private static final Pages PRODUCTS = new Pages("catalog", "product");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String ID = "catalog.SEO-NOINDEX.product";

  private final Groups groups = new Groups();
  private Instant now = NOON;

  private static Finding finding(Rule rule, String url) {
    return new Finding(rule, rule.severity(), url, "product", "index", "noindex", "hidden", "");
  }

  private Comparison compare(String url, Rule... broken) {
    now = now.plusSeconds(1);
    List<Finding> findings = Arrays.stream(broken).map(rule -> finding(rule, url)).toList();
    return groups.onCompared(PRODUCTS, findings, new Traffic(10, 1), _ -> false, now);
  }

  private FindingGroup group() {
    return groups.find(ID).orElseThrow();
  }

  @Test
  void onCompared_firstSighting_opensAGroupAndCounts() {
    Comparison comparison = compare("http://shop/p/1", Rule.SEO_NOINDEX, Rule.SEO_TITLE);

    assertThat(comparison.worst()).isEqualTo(Severity.CRITICAL);
    assertThat(comparison.opened()).hasSize(2);
    assertThat(group().state()).isEqualTo(State.OPEN);
    assertThat(group().share()).isEqualTo(1);
    assertThat(group().examples().getFirst().url()).isEqualTo("http://shop/p/1");
  }

  @Test
  void onCompared_moreSightings_keepTheLatestExamplesOfDistinctPages() {
    for (int i = 0; i < 30; i++) {
      compare("http://shop/p/" + i % 12, Rule.SEO_NOINDEX);
    }

    assertThat(group().count()).isEqualTo(30);
    assertThat(group().examples()).hasSize(10).extracting(Example::url).doesNotHaveDuplicates();
    assertThat(group().examples().getFirst().url()).isEqualTo("http://shop/p/5");
    assertThat(group().traffic()).isEqualTo(new Traffic(300, 30));
  }

  @Test
  void onCompared_everyPageBroken_closesAfterFiveCleanOnes() {
    for (int i = 0; i < 20; i++) {
      compare("http://shop/p/" + i, Rule.SEO_NOINDEX);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(compare("http://shop/p/" + i).closed()).isEmpty();
    }
    assertThat(compare("http://shop/p/4").closed())
        .extracting(FindingGroup::id)
        .containsExactly(ID);
    assertThat(group().state()).isEqualTo(State.CLOSED);
    assertThat(group().closed()).isEqualTo(now);
  }

  /** What shows on every tenth page only is not over because nine were clean. */
  @Test
  void onCompared_oneInTenBroken_closesAfterThirtyCleanOnes() {
    for (int i = 1; i <= 200; i++) {
      if (i % 10 == 0) {
        compare("http://shop/p/" + i, Rule.SEO_NOINDEX);
      } else {
        compare("http://shop/p/" + i);
      }
    }
    assertThat(group().state()).isEqualTo(State.OPEN);
    int clean = 0;
    while (group().open()) {
      compare("http://shop/p/1");
      clean++;
    }
    assertThat(clean).isBetween(28, 40);
  }

  /** One page in hundreds is not over because the next five were clean. */
  @Test
  void onCompared_onlySightingAfterManyCleanPages_staysOpenForLong() {
    for (int i = 0; i < 50; i++) {
      compare("http://shop/p/" + i);
    }
    compare("http://shop/p/77", Rule.SEO_NOINDEX);

    assertThat(group().cleanToClose()).isEqualTo(150);
  }

  @Test
  void onCompared_afterItClosed_opensAgainAndCountsFromAnew() {
    compare("http://shop/p/1", Rule.SEO_NOINDEX);
    for (int i = 0; i < 6; i++) {
      compare("http://shop/p/2");
    }
    assertThat(group().open()).isFalse();

    Comparison comparison = compare("http://shop/p/3", Rule.SEO_NOINDEX);

    assertThat(comparison.opened()).hasSize(1);
    assertThat(group().share()).isEqualTo(1);
    assertThat(group().count()).isEqualTo(2);
    assertThat(group().first()).isEqualTo(NOON.plusSeconds(1));
    assertThat(group().opened()).isEqualTo(now);
  }

  @Test
  void accept_thenSeenAgain_staysVisibleAndDoesNotCount() {
    compare("http://shop/p/1", Rule.SEO_NOINDEX);
    groups.accept(ID, new Acceptance("ana", now, "on purpose"));

    Comparison comparison = compare("http://shop/p/2", Rule.SEO_NOINDEX);

    assertThat(comparison.worst()).isNull();
    assertThat(comparison.counted()).isEmpty();
    assertThat(group().state()).isEqualTo(State.ACCEPTED);
    assertThat(group().count()).isEqualTo(2);
    assertThat(groups.counts(PRODUCTS, Rule.SEO_NOINDEX)).isFalse();
  }

  @Test
  void accept_takenBack_countsAgainAtTheNextSighting() {
    compare("http://shop/p/1", Rule.SEO_NOINDEX);
    groups.accept(ID, new Acceptance("ana", now, "on purpose"));
    groups.accept(ID, null);

    assertThat(compare("http://shop/p/2", Rule.SEO_NOINDEX).worst()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void accept_groupThatIsNotThereYet_holdsWhenItComes() {
    groups.accept(ID, new Acceptance("ana", now, "on purpose"));

    assertThat(compare("http://shop/p/2", Rule.SEO_NOINDEX).worst()).isNull();
    assertThat(group().state()).isEqualTo(State.ACCEPTED);
  }

  @Test
  void onCompared_noise_isShownAndDoesNotCount() {
    Comparison comparison =
        groups.onCompared(
            PRODUCTS,
            List.of(finding(Rule.SEO_NOINDEX, "http://shop/p/1")),
            Traffic.NONE,
            rule -> rule == Rule.SEO_NOINDEX,
            NOON);

    assertThat(comparison.worst()).isNull();
    assertThat(group().state()).isEqualTo(State.NOISE);
  }

  @Test
  void onSeen_flip_isNotClosedByCleanPagesButByADay() {
    groups.onSeen(PRODUCTS, finding(Rule.SEO_FLIP, "http://shop/p/1"), NOON);
    for (int i = 0; i < 400; i++) {
      compare("http://shop/p/2");
    }
    String id = "catalog.SEO-FLIP.product";
    assertThat(groups.find(id).orElseThrow().open()).isTrue();

    groups.tidy(NOON.plus(Duration.ofHours(25)));

    assertThat(groups.find(id).orElseThrow().open()).isFalse();
  }

  @Test
  void tidy_closedLongAgo_isForgotten_unlessAccepted() {
    compare("http://shop/p/1", Rule.SEO_NOINDEX, Rule.SEO_TITLE);
    groups.accept(ID, new Acceptance("ana", now, "on purpose"));
    groups.tidy(NOON.plus(Duration.ofDays(8)));
    groups.takeChanges();

    groups.tidy(NOON.plus(Duration.ofDays(100)));

    assertThat(groups.all()).extracting(FindingGroup::id).containsExactly(ID);
    assertThat(groups.takeChanges().gone()).containsExactly("catalog.SEO-TITLE.product");
  }

  @Test
  void bound_tooMany_forgetsTheClosedAndTheOldest() {
    Groups few = new Groups(3);
    for (int i = 0; i < 10; i++) {
      few.onCompared(
          new Pages("catalog", "t" + i),
          List.of(finding(Rule.SEO_H1, "http://shop/" + i)),
          Traffic.NONE,
          _ -> false,
          NOON.plusSeconds(i));
    }

    assertThat(few.all())
        .extracting(group -> group.of().template())
        .containsExactlyInAnyOrder("t7", "t8", "t9");
  }

  @Test
  void adopt_whatWasSeenMeanwhile_isOneGroup() {
    compare("http://shop/p/1", Rule.SEO_NOINDEX);
    FindingGroup stored = group().accepted(new Acceptance("ana", now, "on purpose"));
    Groups restarted = new Groups();
    restarted.onCompared(
        PRODUCTS,
        List.of(finding(Rule.SEO_NOINDEX, "http://shop/p/9")),
        Traffic.NONE,
        _ -> false,
        NOON.plusSeconds(100));

    restarted.adopt(List.of(stored), _ -> null);

    FindingGroup merged = restarted.find(ID).orElseThrow();
    assertThat(merged.count()).isEqualTo(2);
    assertThat(merged.first()).isEqualTo(stored.first());
    assertThat(merged.state()).isEqualTo(State.ACCEPTED);
  }

  /** Whatever comes in which order, the figures of a group fit each other. */
  @Property(tries = 200)
  void onCompared_anyOrder_keepsFiguresThatFit(
      @ForAll @Size(max = 400) List<@IntRange(max = 3) Integer> sightings) {
    for (int seen : sightings) {
      if (seen == 0) {
        compare("http://shop/p/1", Rule.SEO_NOINDEX);
      } else {
        compare("http://shop/p/1");
      }
    }
    groups
        .find(ID)
        .ifPresent(
            group -> {
              assertThat(group.share()).isBetween(0.0, 1.0);
              assertThat(group.sightings()).isLessThanOrEqualTo(group.count());
              assertThat(group.closed() == null).isEqualTo(group.open());
              assertThat(group.cleanToClose()).isBetween(5L, 300L);
              assertThat(group.open()).isEqualTo(group.clean() < group.cleanToClose());
            });
  }
}
