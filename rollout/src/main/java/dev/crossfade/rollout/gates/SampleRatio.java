package dev.crossfade.rollout.gates;

import dev.crossfade.rollout.gates.Verdict.Says;
import dev.crossfade.rollout.statistics.Shares;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.Visitors;
import org.jspecify.annotations.Nullable;

/**
 * Checks that as many visitors are in the next arm as were dialled. If not, the arms are not alike:
 * something drops, blocks or redirects visitors of one of them, and no other figure can be trusted.
 * It only ever holds (Fabijan et al., "Diagnosing sample ratio mismatch in online controlled
 * experiments", 2019).
 */
final class SampleRatio {
  /** What people call it. */
  static final String GATE = "sample-ratio";

  /** The chance that it holds a stage by mistake; each halving of the sample is a test anew. */
  private static final double ALPHA = 0.001;

  private SampleRatio() {}

  /** Null where there is nothing to check: no visitors counted, or only one arm by intention. */
  static @Nullable Verdict judge(Evidence evidence) {
    Visitors legacy = evidence.stage().legacy().visitors();
    Visitors next = evidence.stage().next().visitors();
    int level = Math.max(legacy.level(), next.level());
    long inNext = next.count(level);
    Tally tally = new Tally(inNext + legacy.count(level), inNext);
    if (tally.isEmpty() || !evidence.hasControl()) {
      return null;
    }
    double dialled = evidence.exposure().ratio();
    double asked = Math.log((level + 1.0) * (level + 2.0) / ALPHA);
    boolean differs = Shares.differs(tally, dialled, asked);
    String sentence =
        GATE
            + ": "
            + Figures.percent(tally.share())
            + " of visitors ("
            + Figures.count(inNext)
            + "/"
            + Figures.count(tally.all())
            + (level == 0 ? "" : " of a sample")
            + ") are in the next arm, dialled "
            + Figures.percent(dialled)
            + (differs ? ", so the arms are not alike: hold" : ": pass");
    return new Verdict(
        GATE,
        differs ? Says.HOLD : Says.PASS,
        sentence,
        dialled,
        tally.share(),
        tally.all(),
        new Difference(
            Difference.Scale.SHARE,
            Shares.lowest(tally, asked),
            tally.share(),
            Shares.highest(tally, asked),
            dialled,
            Difference.Bad.ELSEWHERE));
  }
}
