package dev.crossfade.rollout.statistics;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A sample of one unit's visitors over both arms that gateways can put together: a visitor whom
 * several of them saw counts once. Any thread may add; most are turned away by one comparison. 4 KB
 * a unit, whatever comes.
 *
 * <p>A hash must be even over all bits, and the same for the same visitor on every gateway.
 */
public final class VisitorSlots {
  /*
   * Each visitor's hash belongs to one of the slots, and each slot keeps the visitor with the
   * smallest hash, with the arm they are in: a bottom-k sketch in k parts (Cohen, "Size-estimation
   * framework", 1997), coordinated over arms and gateways. Who is kept depends on the hash alone,
   * so among n taken slots the next arm has Binomial(n, exposure) at any moment, and the smallest
   * of two gateways' slots is what one gateway had kept that saw both's visitors.
   *
   * A slot is 13 bits, so that four are exact in a double: five for the leading zeros, seven that
   * follow them, one for the arm. Two visitors of one slot are mistaken for each other once in 250
   * times; which arm then counts is a toss by the bits themselves.
   */
  static final int SLOTS = 1024;

  /** Slots in one number. */
  private static final int PACKED = 4;

  private static final int BITS = 13;
  private static final int FRACTION = 7;
  private static final int MOST_ZEROS = 30;

  /** How many numbers all slots are. */
  public static final int WORDS = SLOTS / PACKED;

  private final AtomicIntegerArray slots = new AtomicIntegerArray(SLOTS);

  /** Somebody is in this arm. */
  public void add(long hash, boolean next) {
    int slot = (int) hash & (SLOTS - 1);
    int entry = entry(hash, next);
    int kept = slots.get(slot);
    while (isBefore(entry, kept) && !slots.compareAndSet(slot, kept, entry)) {
      kept = slots.get(slot);
    }
  }

  /** 0 is a free slot. */
  private static int entry(long hash, boolean next) {
    long rest = hash & -SLOTS; // the bits that did not choose the slot
    int zeros = Math.min(Long.numberOfLeadingZeros(rest), MOST_ZEROS);
    int fraction = (int) (rest << (zeros + 1) >>> (Long.SIZE - FRACTION));
    int order = (zeros << FRACTION) + (1 << FRACTION) - fraction;
    return (order << 1) | (next ? 1 : 0);
  }

  private static boolean isBefore(int entry, int kept) {
    int order = entry >>> 1;
    int keptOrder = kept >>> 1;
    return order != keptOrder ? order > keptOrder : entry != kept && (entry & 1) == (order & 1);
  }

  /** Another stage, with other visitors. */
  public void clear() {
    for (int slot = 0; slot < SLOTS; slot++) {
      slots.set(slot, 0);
    }
  }

  /** Four of the slots as one whole number below 2 to the 52nd. */
  public long word(int index) {
    long word = 0;
    for (int i = 0; i < PACKED; i++) {
      word |= (long) slots.get(index * PACKED + i) << (i * BITS);
    }
    return word;
  }

  /** Adds what another gateway saw. */
  public void join(int index, long word) {
    for (int i = 0; i < PACKED; i++) {
      int slot = index * PACKED + i;
      int entry = (int) (word >>> (i * BITS)) & ((1 << BITS) - 1);
      if (isBefore(entry, slots.get(slot))) {
        slots.set(slot, entry);
      }
    }
  }

  /** Those of one arm. */
  public Visitors of(boolean next) {
    long kept = 0;
    long taken = 0;
    long zeros = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      int entry = slots.get(slot);
      if (entry != 0) {
        taken++;
        zeros += ((entry >>> 1) - 1) >>> FRACTION;
        kept += (entry & 1) == (next ? 1 : 0) ? 1 : 0;
      }
    }
    int level = taken == 0 ? 0 : (int) (zeros / taken);
    return Visitors.atLevel(level, kept);
  }
}
