package dev.crossfade.seo.live.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Seo;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.Size;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.sampling.Sampler.Choice;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Keeps samples within their share of a core, whatever one of them costs. */
class CpuBudgetTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final Pages PRODUCTS = new Pages("catalog", "product");
  private static final Pages HOME = new Pages("catalog", "home");

  private final AtomicLong clock = new AtomicLong();
  private CpuBudget budget = new CpuBudget(clock::get);
  private final Map<Choice, Integer> choices = new EnumMap<>(Choice.class);

  private Sampler sampler(String cpu, int perSecond) {
    budget.setShare(Share.parse(cpu));
    Seo.Sampling settings =
        new Seo.Sampling(
            Share.ALL, perSecond, Share.parse(cpu), Size.parse("2MB"), Duration.ZERO, true);
    return new Sampler(settings, budget, clock::get);
  }

  /**
   * Asks for pages for so long, a hundred times a second, each of which takes so long; how often.
   */
  private int ask(Sampler sampler, Pages pages, int seconds, long nanosEach) {
    int wanted = 0;
    for (int i = 0; i < seconds * 100; i++) {
      clock.addAndGet(SECOND / 100);
      Choice choice = sampler.choose(pages, i);
      choices.merge(choice, 1, Integer::sum);
      if (choice == Choice.WANTED) {
        budget.end(nanosEach);
        wanted++;
      }
    }
    return wanted;
  }

  @Property(tries = 200)
  void choose_whateverASampleCosts_staysWithinTheShare(
      @ForAll @IntRange(min = 1, max = 1_000) int basisPoints,
      @ForAll @IntRange(min = 50, max = 500_000) int micros) {
    Share share = new Share(basisPoints);
    budget = new CpuBudget(clock::get); // tries share this object, and one must not know of another
    Sampler sampler = sampler(share.toString(), 1_000);
    long each = micros * 1_000L;
    ask(sampler, PRODUCTS, 600, each); // until it knows what one costs
    int seconds = 600;

    long spent = ask(sampler, PRODUCTS, seconds, each) * each;

    double saved = Math.max(2.0 * each, share.ratio() * SECOND);
    assertThat((double) spent).isLessThanOrEqualTo(share.ratio() * seconds * SECOND + saved);
  }

  /** Once it is known how little one costs. */
  @Test
  void choose_enoughTime_isBoundByTheRateAlone() {
    Sampler sampler = sampler("1%", 5);
    ask(sampler, PRODUCTS, 60, MILLI);
    choices.clear();

    assertThat(ask(sampler, PRODUCTS, 100, MILLI)).isBetween(495, 505);
    assertThat(choices).doesNotContainKey(Choice.TOO_DEAR);
  }

  @Test
  void choose_tooLittleTime_takesAsManyAsItPaysFor_andSaysSoOfTheOthers() {
    Sampler sampler = sampler("1%", 5);
    ask(sampler, PRODUCTS, 60, 5 * MILLI);
    choices.clear();

    assertThat(ask(sampler, PRODUCTS, 100, 5 * MILLI)).isBetween(195, 205); // 10 ms a second
    assertThat(choices.get(Choice.TOO_DEAR)).isBetween(290, 310);
  }

  /** A page that is seldom asked for is compared whenever it is, as with a rate. */
  @Test
  void choose_popularTemplate_doesNotStarveARareOne() {
    Sampler sampler = sampler("1%", 5);
    ask(sampler, HOME, 1, 5 * MILLI);
    for (int minute = 0; minute < 20; minute++) {
      ask(sampler, PRODUCTS, 60, 5 * MILLI);
      assertThat(sampler.choose(HOME, minute)).isEqualTo(Choice.WANTED);
      budget.end(5 * MILLI);
    }
  }

  @Test
  void choose_shareOfNothing_takesNone() {
    assertThat(ask(sampler("0%", 5), PRODUCTS, 100, MILLI)).isZero();
    assertThat(choices).containsKey(Choice.TOO_DEAR);
  }

  @Test
  void charge_whatCannotBeRefused_isAtTheExpenseOfSamples() {
    Sampler sampler = sampler("1%", 5);
    ask(sampler, PRODUCTS, 60, 5 * MILLI);
    int wanted = 0;
    for (int second = 0; second < 100; second++) {
      budget.charge(5 * MILLI);
      wanted += ask(sampler, PRODUCTS, 1, 5 * MILLI);
    }

    assertThat(wanted).isBetween(95, 105); // half of the time is left
  }

  /** A hundred critical paths at a start owe minutes; samples are not gone for so long. */
  @Test
  void charge_burst_isForgivenAfterHalfAMinute() {
    Sampler sampler = sampler("1%", 5);
    ask(sampler, PRODUCTS, 60, 5 * MILLI);
    budget.charge(10 * SECOND);

    assertThat(ask(sampler, PRODUCTS, 29, 5 * MILLI)).isLessThanOrEqualTo(2); // granted before
    assertThat(ask(sampler, PRODUCTS, 10, 5 * MILLI)).isPositive();
  }

  @Test
  void giveBack_sampleThatCameToNothing_costsNothing() {
    Sampler sampler = sampler("1%", 5);
    ask(sampler, PRODUCTS, 60, 5 * MILLI);
    int wanted = 0;
    for (int i = 0; i < 1_000; i++) {
      clock.addAndGet(SECOND / 100);
      if (sampler.choose(PRODUCTS, i) == Choice.WANTED) {
        budget.giveBack();
        wanted++;
      }
    }

    assertThat(wanted).isBetween(45, 55); // five a second
  }

  /** While pages are under way nobody knows what they cost; their time is not given twice. */
  @Test
  void begin_manyUnderWay_keepsTheirTime() {
    Sampler sampler = sampler("1%", 1_000);
    ask(sampler, PRODUCTS, 60, 5 * MILLI);
    int wanted = 0;
    for (int i = 0; i < 1_000; i++) {
      clock.addAndGet(SECOND / 100);
      wanted += sampler.choose(PRODUCTS, i) == Choice.WANTED ? 1 : 0;
    }

    assertThat(wanted).isBetween(18, 23);
  }
}
