package dev.crossfade.rollout.gates;

/**
 * How much evidence a gate needs to fail: its share of the error budget of the whole rollout.
 *
 * <p>A gate's alpha is divided by the gates that judge by statistics and by the stages that it is
 * asked at, so that a rollout of healthy storefronts is rolled back by mistake with at most the
 * mean of its gates' alphas. Half of what is left is for the evidence since the stage began, half
 * for all later starts together: the k-th has 1/k(k+1) of it, which sums to one.
 *
 * @param level the logarithm of the evidence that half of it asks for
 */
record Budget(double level) {

  static Budget of(double alpha, int gates, int stages) {
    return new Budget(Math.log(2.0 * gates * stages / alpha));
  }

  /** Of the evidence since the k-th later start. */
  double level(int start) {
    return level + Math.log(start * (start + 1.0));
  }
}
