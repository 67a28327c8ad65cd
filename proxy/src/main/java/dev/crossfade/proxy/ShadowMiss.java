package dev.crossfade.proxy;

/** Why a request that was chosen to be asked twice has no second answer to compare. */
public enum ShadowMiss {
  /** The backend to ask is down, or left several shadows in a row without an answer just now. */
  DOWN("down"),
  /** Its connections are wanted by visitors, or enough is under way or in memory. */
  BUSY("busy"),
  /** One of the answers is larger than what is compared, or has no end. */
  TOO_LARGE("too-large"),
  /** A part of a page, or that nothing changed: not an answer that stands for itself. */
  PARTIAL("partial"),
  /** What was to be a sample is neither a page nor a status that stands for one. */
  NO_PAGE("no-page"),
  /** The shadow had no whole answer. */
  FAILED("failed"),
  /** The shadow's answer did not come in time. */
  LATE("late"),
  /** More answers came than could be compared. */
  DROPPED("dropped");

  private final String word;

  ShadowMiss(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
