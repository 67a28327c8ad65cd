package dev.crossfade.rollout.rehearsal;

import dev.crossfade.config.model.Pin;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The checkouts on one pin: some complete after minutes, the others are abandoned and end when the
 * pin has been idle long enough.
 */
final class Checkouts {
  /** How many begin for each request. */
  private static final double BEGUN = 0.02;

  private static final double COMPLETED = 0.6;
  private static final double SHORTEST_MILLIS = 2 * 60_000;
  private static final double LONGEST_MILLIS = 20 * 60_000;

  private final String name;
  private final long idleMillis;
  private final boolean follows;
  private final Dice dice;
  private final PriorityQueue<Open> open =
      new PriorityQueue<>(
          Comparator.comparingLong(Open::ends).thenComparingLong(checkout -> checkout.number));
  private long number;
  private long turned = Long.MIN_VALUE;

  /** One that has begun, and how it will end if nothing goes wrong. */
  private record Open(long ends, long number, long began, Storefront at, boolean completes) {}

  /**
   * @param follows whether the pin's scope has the unit: then checkouts outlast a change of stage
   */
  Checkouts(String name, Pin pin, boolean follows, Dice dice) {
    this.name = name;
    this.idleMillis = pin.idle().toMillis();
    this.follows = follows;
    this.dice = dice;
  }

  /** From here on the visitors may be in other arms, as a gateway counts them. */
  void onExposure(long millis) {
    turned = millis;
  }

  /** Checkouts begin for so many requests, at any moment of a span. */
  void begin(Storefront at, int requests, long from, long until) {
    if (at.behaviour().down()) {
      return;
    }
    for (int i = dice.binomial(requests, BEGUN); i > 0; i--) {
      long began = from + dice.below(Math.toIntExact(until - from));
      long busy = (long) dice.between(SHORTEST_MILLIS, LONGEST_MILLIS);
      boolean completes = dice.happens(COMPLETED);
      open.add(
          new Open(began + busy + (completes ? 0 : idleMillis), number++, began, at, completes));
    }
  }

  /** All end whose time has come; one that cannot complete is given up, and idles out. */
  void end(long now) {
    for (Open next = open.peek(); next != null && next.ends <= now; next = open.peek()) {
      open.remove();
      if (next.completes && next.at.behaviour().down()) {
        open.add(new Open(next.ends + idleMillis, next.number, next.began, next.at, false));
      } else if (follows || next.began > turned) {
        next.at.onCheckout(name, next.completes);
      }
    }
  }
}
