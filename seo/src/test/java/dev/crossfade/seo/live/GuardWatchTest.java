package dev.crossfade.seo.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.GuardWatch.Look;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.guard.GuardState;
import dev.crossfade.seo.live.guard.GuardStep.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at pages again, and says who serves them. */
class GuardWatchTest {
  private static final Pages PRODUCTS = new Pages("catalog", "product");
  private static final String WHAT = "SEO-NOINDEX on /p";

  private final List<GuardChange> told = new ArrayList<>();
  private final GuardWatch watch = new GuardWatch(told::add);
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  @BeforeEach
  void configure() {
    configure(Map.of("catalog", Set.of(Rule.SEO_NOINDEX)), Set.of("product", "other"));
  }

  private void configure(Map<String, Set<Rule>> rules, Set<String> templates) {
    watch.configure(rules, templates, Duration.ofMinutes(5), Duration.ofSeconds(30), now);
  }

  private static PageRequest page(int number) {
    return new PageRequest(PRODUCTS, "https", "shop.example", "/p/" + number, "", Map.of());
  }

  /** Looks at all that is due, with this outcome; how many that were. */
  private int look(Look look) {
    List<PageRequest> due = watch.due(now);
    due.forEach(page -> watch.onChecked(page, look, WHAT, now));
    return due.size();
  }

  private void seconds(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private void fall() {
    for (int i = 0; i < 3; i++) {
      watch.onCompared(page(i), Look.CLEAN, "", now);
    }
    watch.onCompared(page(1), Look.BROKEN, WHAT, now);
    look(Look.BROKEN);
  }

  @Test
  void onCompared_onePageBroken_isLookedAtAgainWithTwoSiblings() {
    for (int i = 0; i < 10; i++) {
      watch.onCompared(page(i), Look.CLEAN, "", now);
    }

    watch.onCompared(page(4), Look.BROKEN, WHAT, now);

    assertThat(told).isEmpty();
    assertThat(watch.due(now)).hasSize(3).contains(page(4));
    assertThat(watch.due(now)).isEmpty();
  }

  @Test
  void onChecked_cleanTheSecondTime_isNoCase() {
    watch.onCompared(page(1), Look.BROKEN, WHAT, now);

    assertThat(look(Look.CLEAN)).isEqualTo(1);
    seconds(60);

    assertThat(watch.due(now)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void onChecked_threePagesBroken_sendsTheTemplateBack() {
    fall();

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().move()).isEqualTo(Move.ENGAGED);
    assertThat(told.getFirst().by()).isEqualTo("guard");
    assertThat(told.getFirst().examples()).hasSize(3);
    assertThat(watch.views()).extracting(GuardView::of).containsExactly(PRODUCTS);
  }

  @Test
  void onChecked_onlyPageBrokenThrice_sendsTheTemplateBack() {
    watch.onCompared(page(1), Look.BROKEN, WHAT, now);
    for (int i = 0; i < 3; i++) {
      assertThat(told).isEmpty();
      assertThat(look(Look.BROKEN)).isEqualTo(1);
      seconds(30);
    }

    assertThat(told).hasSize(1);
  }

  @Test
  void due_guarded_looksAtTwoPagesARound_untilItHeals() {
    fall();
    int rounds = 0;
    while (told.size() == 1) {
      assertThat(look(Look.CLEAN)).isLessThanOrEqualTo(2);
      seconds(30);
      assertThat(rounds++).isLessThan(20);
    }

    assertThat(told.getLast().move()).isEqualTo(Move.HEALED);
    assertThat(rounds).isGreaterThanOrEqualTo(10); // five minutes of hold
    assertThat(watch.views()).isEmpty();
  }

  @Test
  void due_guardedAndStillBroken_staysWithLegacy() {
    fall();
    for (int i = 0; i < 100; i++) {
      look(i % 4 == 3 ? Look.BROKEN : Look.CLEAN);
      seconds(30);
    }

    assertThat(told).hasSize(1);
  }

  @Test
  void onChecked_legacyIllThrice_endsIt() {
    fall();
    look(Look.LEGACY_ILL);
    seconds(30);
    look(Look.LEGACY_ILL);

    assertThat(told.getLast().move()).isEqualTo(Move.LIFTED);
  }

  @Test
  void onChecked_pageThatLegacyHasNoMore_isForgotten() {
    fall();
    for (int i = 0; i < 4; i++) {
      look(Look.NO_PAGE);
      seconds(30);
    }

    assertThat(watch.due(now)).isEmpty();
    assertThat(told).hasSize(1);
  }

  @Test
  void release_byAnOperator_namesThemAndLetsBrokenPagesBe() {
    fall();

    assertThat(watch.release(PRODUCTS, "ana", "known", now)).isPresent();
    assertThat(told.getLast().by()).isEqualTo("ana");
    assertThat(told.getLast().move()).isEqualTo(Move.RELEASED);
    for (int i = 0; i < 10; i++) {
      watch.onCompared(page(i), Look.BROKEN, WHAT, now);
      look(Look.BROKEN);
      seconds(30);
    }
    assertThat(told).hasSize(2);
    assertThat(watch.release(PRODUCTS, "ana", "", now)).isEmpty();
  }

  @Test
  void configure_withoutTheGuard_letsTheTemplateGo() {
    fall();
    configure(Map.of(), Set.of("product", "other"));

    assertThat(told.getLast().move()).isEqualTo(Move.LIFTED);
    assertThat(watch.views()).isEmpty();
    watch.onCompared(page(1), Look.BROKEN, WHAT, now);
    assertThat(watch.due(now)).isEmpty();
  }

  @Test
  void restore_guarded_goesOnLookingAtItsPages() {
    watch.restore(PRODUCTS, new GuardState.Guarded(now, 0, 0, 0, WHAT), List.of(page(1), page(2)));

    assertThat(watch.due(now)).containsExactly(page(1), page(2));
    assertThat(watch.views()).hasSize(1);
  }

  @Test
  void onCompared_manyPages_knowsTwentyOfThem() {
    for (int i = 0; i < 25; i++) {
      watch.onCompared(page(i), Look.CLEAN, "", now);
    }
    watch.onCompared(page(5_000), Look.BROKEN, WHAT, now);
    look(Look.BROKEN);

    assertThat(told.getFirst().examples()).hasSize(20);
  }
}
