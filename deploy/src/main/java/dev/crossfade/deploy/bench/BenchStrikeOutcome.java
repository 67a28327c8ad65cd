package dev.crossfade.deploy.bench;

import dev.crossfade.loadtest.rate.RateResult;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What became of both backends' visitors.
 *
 * @param worstMillis until the answer to a request of the struck backend, errors included
 * @param unanswered requests of the struck backend that got no status at all
 * @param examples what their clients saw, the first few
 * @param rounds of Crossfade
 * @param haproxy the same of HAProxy
 * @param soundFailed requests of the sound backend, Crossfade's
 */
record BenchStrikeOutcome(
    BenchFault fault,
    double worstMillis,
    long limitMillis,
    Map<Integer, Long> statuses,
    long unanswered,
    List<String> examples,
    List<BenchStrike.Round> rounds,
    List<BenchStrike.Round> haproxy,
    long soundFailed) {
  private static final double MOST_SLOWER = 1.2;

  BenchStrikeOutcome {
    rounds = List.copyOf(rounds);
    haproxy = List.copyOf(haproxy);
  }

  static BenchStrikeOutcome of(
      BenchFault fault,
      RateResult struck,
      List<BenchStrike.Round> rounds,
      List<BenchStrike.Round> haproxy,
      long soundFailed) {
    long answers = struck.statuses().values().stream().mapToLong(Long::longValue).sum();
    return new BenchStrikeOutcome(
        fault,
        struck.service().getMaxValue() / 1e6,
        fault.limit().toMillis(),
        struck.statuses(),
        struck.answered() + struck.failed() - answers,
        struck.examples(),
        rounds,
        haproxy,
        soundFailed);
  }

  boolean met() {
    return worstMillis <= limitMillis
        && unanswered == 0
        && soundFailed == 0
        && slower().median() <= MOST_SLOWER;
  }

  private BenchFigures.Spread slower() {
    return spread(rounds, BenchStrike.Round::slower);
  }

  List<String> lines() {
    return List.of(
        "%-7s %-8s struck: %s, %d without an answer, worst %,.0f ms (bar: %,d)"
            .formatted(
                met() ? "met" : "not met",
                fault.title(),
                statuses,
                unanswered,
                worstMillis,
                limitMillis),
        "        sound: p99 with it by without %s (bar: %.2f), %d failed; %.2f ms with, %.2f without"
            .formatted(
                text(slower()),
                MOST_SLOWER,
                soundFailed,
                spread(rounds, BenchStrike.Round::p99With).median(),
                spread(rounds, BenchStrike.Round::p99Without).median()),
        "        without by itself %s; the compilers had %.0f %% of the core; HAProxy: with by without %s, by itself %s"
            .formatted(
                text(spread(rounds, BenchStrike.Round::alone)),
                100 * spread(rounds, BenchStrike.Round::compiling).median(),
                text(spread(haproxy, BenchStrike.Round::slower)),
                text(spread(haproxy, BenchStrike.Round::alone))));
  }

  private static String text(BenchFigures.Spread ratio) {
    return "%.2f (%.2f–%.2f)".formatted(ratio.median(), ratio.min(), ratio.max());
  }

  private static BenchFigures.Spread spread(
      List<BenchStrike.Round> rounds, ToDoubleFunction<BenchStrike.Round> measure) {
    return BenchFigures.Spread.of(rounds.stream().mapToDouble(measure).boxed().toList());
  }
}
