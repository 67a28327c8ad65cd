package dev.crossfade.rollout.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sample of visitors that gateways put together. */
class VisitorSlotsTest {
  private static VisitorSlots joined(List<VisitorSlots> gateways) {
    VisitorSlots all = new VisitorSlots();
    for (VisitorSlots gateway : gateways) {
      for (int word = 0; word < VisitorSlots.WORDS; word++) {
        all.join(word, gateway.word(word));
      }
    }
    return all;
  }

  private static void assertAlike(VisitorSlots one, VisitorSlots other) {
    for (int word = 0; word < VisitorSlots.WORDS; word++) {
      assertThat(one.word(word)).isEqualTo(other.word(word)).isLessThan(1L << 52);
    }
  }

  /** Visitors who come again, and to other gateways, are the same visitors. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300, 5_000, 200_000})
  void join_ofGateways_isWhatOneWouldHaveKept(int visitors) {
    Random random = new Random(7);
    VisitorSlots one = new VisitorSlots();
    List<VisitorSlots> gateways =
        List.of(new VisitorSlots(), new VisitorSlots(), new VisitorSlots());
    for (int i = 0; i < visitors; i++) {
      long hash = random.nextLong();
      boolean next = random.nextInt(4) == 0;
      one.add(hash, next);
      for (int times = random.nextInt(3); times >= 0; times--) {
        gateways.get(random.nextInt(3)).add(hash, next);
      }
    }

    assertAlike(joined(gateways), one);
    assertAlike(joined(gateways.reversed()), one);
  }

  @Test
  void of_arms_areKeptAsTheyAreDialled() {
    Random random = new Random(11);
    long next = 0;
    long all = 0;
    for (int round = 0; round < 50; round++) {
      VisitorSlots slots = new VisitorSlots();
      for (int i = 0; i < 20_000; i++) {
        slots.add(random.nextLong(), random.nextInt(10) == 0);
      }
      int level = slots.of(true).level();
      assertThat(slots.of(false).level()).isEqualTo(level);
      next += slots.of(true).count(level);
      all += slots.of(true).count(level) + slots.of(false).count(level);
    }

    assertThat(all).isEqualTo(50L * VisitorSlots.SLOTS);
    assertThat((double) next / all).isBetween(0.0955, 0.1045); // 3.4 standard errors
  }

  @Test
  void of_fewVisitors_isAboutAsManyAsThereWere() {
    Random random = new Random(3);
    VisitorSlots slots = new VisitorSlots();
    for (int i = 0; i < 50; i++) {
      slots.add(random.nextLong(), false);
    }

    assertThat(slots.of(false).estimate()).isBetween(40.0, 110.0);
    assertThat(slots.of(true).count(slots.of(true).level())).isZero();
  }

  @Test
  void clear_forgetsAll() {
    VisitorSlots slots = new VisitorSlots();
    slots.add(12_345, true);
    slots.clear();

    assertAlike(slots, new VisitorSlots());
  }
}
