package dev.crossfade.rollout.gates;

/**
 * What one gate measures, and how it tells whether that is too bad.
 *
 * <p>Levels are those of {@link dev.crossfade.rollout.statistics.Shares}. {@code slack} multiplies
 * the tolerance: 1 beside a control, more where there is none.
 */
sealed interface Measure permits ShareDifference, Slowdown, Cap {

  /** Whether the next arm is compared with its control, and so needs one. */
  boolean needsControl();

  long legacySamples(Arms arms);

  long nextSamples(Arms arms);

  /** How many of each arm a pass needs where the configuration does not say. */
  int minSamples();

  /** Whether everything within the tolerance is excluded. */
  boolean fails(Arms arms, double slack, double level);

  /**
   * Whether it is so much worse that no change of the times could explain it: asked where the
   * control is of an earlier stage.
   */
  boolean failsGravely(Arms arms, double level);

  /** What is too much even then, in words. */
  String grave();

  /** Whether what can be believed of the difference is within the tolerance. */
  boolean isWithin(Arms arms, double slack);

  /** Whether everything worse than the tolerance is excluded. */
  boolean isProved(Arms arms, double slack, double level);

  /** Next's own figure. */
  double next(Arms arms);

  /** The control's. */
  double legacy(Arms arms);

  /** Next's figure in words. */
  String nextWords(Arms arms);

  /** The control's in words. */
  String legacyWords(Arms arms);

  /** What can be said of the difference, beside its tolerance. */
  Difference difference(Arms arms, double slack, double level);

  /** The same of a failing arm, from the least that is proved on. */
  Difference proved(Arms arms, double slack, double level);

  /** What is proved of a failing arm, in words. */
  String atLeast(Difference proved);

  /** What is not yet excluded, in words. */
  String atMost(Difference known);

  /** What is tolerated, in words. */
  String tolerance(double slack);
}
