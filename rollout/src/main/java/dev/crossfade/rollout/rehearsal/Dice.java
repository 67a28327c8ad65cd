package dev.crossfade.rollout.rehearsal;

import java.util.SplittableRandom;

/** Chance with a seed: what happens once happens again. */
final class Dice {
  /** From this mean on a Poisson number is drawn as a normal one. */
  private static final double MANY = 50;

  private final SplittableRandom random;

  Dice(long seed) {
    this(new SplittableRandom(seed));
  }

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  /** Dice of their own: what they show does not depend on how often these are thrown. */
  Dice split() {
    return new Dice(random.split());
  }

  long any() {
    return random.nextLong();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  boolean happens(double chance) {
    return random.nextDouble() < chance;
  }

  /** How many there are of what comes by chance, so many on the mean. */
  int poisson(double mean) {
    if (mean > MANY) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /** To how many of so many it happens. */
  int binomial(int all, double chance) {
    if (chance <= 0) {
      return 0;
    }
    if (chance >= 1) {
      return all;
    }
    int count = 0;
    double scale = 1 / Math.log1p(-chance);
    for (double at = gap(scale); at < all; at += 1 + gap(scale)) { // from one to the next
      count++;
    }
    return count;
  }

  private double gap(double scale) {
    return Math.floor(Math.log(1 - random.nextDouble()) * scale);
  }
}
