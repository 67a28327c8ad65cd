package dev.crossfade.seo.live.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Parts samples among templates. */
class QuotasTest {
  private static final long SECOND = 1_000_000_000;

  /** The time that the budget is told; that of quotas is given with each question. */
  private final AtomicLong clock = new AtomicLong();

  private final CpuBudget budget = new CpuBudget(clock::get);

  /** With a core's worth of time, of which nobody takes anything. */
  private Quotas quotas(int perSecond) {
    return new Quotas(perSecond, budget);
  }

  private boolean takes(Quotas quotas, String template, long nanoTime) {
    clock.set(nanoTime);
    return quotas.take(template, nanoTime) == Quotas.Word.TAKEN;
  }

  @Test
  void take_oneTemplateAlone_getsAllThereIs() {
    Quotas quotas = quotas(5);
    int taken = 0;
    for (long milli = 0; milli < 10_000; milli++) {
      taken += takes(quotas, "product", milli * 1_000_000) ? 1 : 0;
    }

    assertThat(taken).isBetween(50, 56);
  }

  @Test
  void take_popularTemplate_doesNotStarveARareOne() {
    Quotas quotas = quotas(5);
    quotas.take("home", 0);
    int home = 0;
    for (long second = 1; second <= 60; second++) {
      for (int i = 0; i < 1_000; i++) {
        quotas.take("product", second * SECOND + i);
      }
      home += takes(quotas, "home", second * SECOND + 2_000) ? 1 : 0;
    }

    assertThat(home).isEqualTo(60);
  }

  @Test
  void take_rateOfNothing_grantsNothing() {
    assertThat(takes(quotas(0), "product", 0)).isFalse();
  }

  @Test
  void take_clockThatGoesBack_grantsNoMore() {
    Quotas quotas = quotas(1);
    quotas.take("product", 10 * SECOND);
    quotas.take("product", 10 * SECOND);

    assertThat(takes(quotas, "product", 5 * SECOND)).isFalse();
  }

  /** Whatever is asked for when: a second's worth at once, and the rate after that. */
  @Property(tries = 200)
  void take_whateverIsAsked_staysWithinTheRate(
      @ForAll @IntRange(min = 1, max = 20) int rate,
      @ForAll @Size(max = 300) List<@IntRange(max = 6) Integer> templates,
      @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 400) Integer> gaps) {
    Quotas quotas = quotas(rate);
    long now = 0;
    int taken = 0;
    for (int i = 0; i < templates.size(); i++) {
      now += gaps.get(i % gaps.size()) * 1_000_000L;
      taken += takes(quotas, "t" + templates.get(i), now) ? 1 : 0;
    }

    assertThat((double) taken).isLessThanOrEqualTo(rate + rate * now / 1e9 + 1e-6);
  }

  /** Who asks for less than an equal share of the rate is always taken, whatever the others do. */
  @Property(tries = 100)
  void take_lessThanAShare_isNeverRefused(
      @ForAll @IntRange(min = 2, max = 8) int others,
      @ForAll @IntRange(min = 9, max = 50) int rate) {
    Quotas quotas = quotas(rate);
    Map<String, Integer> refused = new HashMap<>();
    quotas.take("rare", 0);
    double gap = (others + 2.0) / rate;
    for (int i = 1; i < 200; i++) {
      long now = (long) (i * gap * SECOND);
      for (int j = 0; j < 100; j++) {
        quotas.take("busy" + j % others, now - 1);
      }
      if (i > 1 && !takes(quotas, "rare", now)) {
        refused.merge("rare", 1, Integer::sum);
      }
    }

    assertThat(refused).isEmpty();
  }
}
