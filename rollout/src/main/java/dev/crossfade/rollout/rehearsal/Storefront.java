package dev.crossfade.rollout.rehearsal;

import dev.crossfade.rollout.signals.ArmSignals;
import java.util.Collection;
import java.util.SplittableRandom;

/** One arm of the simulated shop: answers by chance, and tells the signals as a gateway would. */
final class Storefront {
  /** The share of requests that carry a session's cookie. */
  static final double WITH_SESSION = 0.3;

  /** How many crawlers ask for each request of a visitor. */
  private static final double CRAWLERS = 0.02;

  /** How many visitors come for each request: each sends about ten. */
  static final double VISITORS = 0.1;

  /** Microseconds, one for each of so many equally likely chances: log-normal, median 120 ms. */
  private static final long[] LATENCIES = latencies(1 << 14);

  private final ArmSignals signals;
  private final Dice dice;
  private final Collection<String> cookies;
  private Behaviour behaviour = Behaviour.HEALTHY;

  Storefront(ArmSignals signals, Dice dice, Collection<String> cookies) {
    this.signals = signals;
    this.dice = dice;
    this.cookies = cookies;
  }

  void behave(Behaviour next) {
    behaviour = next;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  /** Answers about so many requests; how many there were is returned. */
  int answer(double expected) {
    int requests = dice.poisson(expected);
    int errors = dice.binomial(requests, behaviour.errors());
    for (int i = 0; i < requests; i++) {
      signals.onAnswer(i < errors);
    }
    if (!behaviour.down()) {
      for (int i = 0; i < requests; i++) {
        signals.onLatency((long) (LATENCIES[dice.below(LATENCIES.length)] * behaviour.slower()));
      }
      cookies.forEach(cookie -> sessions(cookie, expected));
    }
    crawlers(expected);
    for (int i = dice.poisson(expected * VISITORS); i > 0; i--) {
      signals.onVisitor(dice.any());
    }
    return requests;
  }

  private void sessions(String cookie, double expected) {
    int carried = dice.poisson(expected * WITH_SESSION);
    int lost = dice.binomial(carried, behaviour.lost());
    for (int i = 0; i < carried; i++) {
      signals.onSession(cookie, i < lost);
    }
  }

  private void crawlers(double expected) {
    int crawls = dice.poisson(expected * CRAWLERS);
    int errors = dice.binomial(crawls, behaviour.crawlErrors());
    for (int i = 0; i < crawls; i++) {
      signals.onCrawl(i < errors);
    }
  }

  void onCheckout(String pin, boolean completed) {
    signals.onCheckout(pin, completed);
  }

  private static long[] latencies(int count) {
    SplittableRandom random = new SplittableRandom(25);
    long[] micros = new long[count];
    for (int i = 0; i < count; i++) {
      micros[i] = (long) (120_000 * Math.exp(0.6 * random.nextGaussian()));
    }
    return micros;
  }
}
