package dev.crossfade.seo.parity;

/** Takes down what a rule finds. */
@FunctionalInterface
interface Notes {
  /**
   * One thing that is wrong.
   *
   * @param legacy what legacy says
   * @param next what next says
   * @param message one sentence about this page
   * @param evidence more for who looks into it; may be empty
   */
  void add(String legacy, String next, String message, String evidence);
}
