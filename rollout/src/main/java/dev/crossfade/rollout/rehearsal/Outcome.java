package dev.crossfade.rollout.rehearsal;

/** What came of a rehearsal. */
public enum Outcome {
  /** Nothing went wrong and the plan was carried out to its end. */
  CARRIED_OUT("carried-out", true),
  /** A gate rolled it back or held it after the fault began. */
  CAUGHT("caught", true),
  /** A gate that sees the fault kept it from advancing, without being sure enough to fail. */
  HELD_BACK("held-back", true),
  /** The plan was carried out in spite of the fault. */
  GOT_THROUGH("got-through", false),
  /** A gate rolled it back or held it while nothing was wrong. */
  FALSE_ALARM("false-alarm", false),
  /** It waits for something that does not come. */
  STUCK("stuck", false);

  private final String text;
  private final boolean good;

  Outcome(String text, boolean good) {
    this.text = text;
    this.good = good;
  }

  /** As commands and reports call it. */
  public String text() {
    return text;
  }

  /** Whether the plan did as one would wish. */
  public boolean isGood() {
    return good;
  }
}
