package dev.crossfade.rollout;

import java.util.Arrays;

/** Where in its life a rollout is. */
public enum Phase {
  /** Nobody has started it: legacy serves the unit, rules aside. */
  IDLE("idle"),
  /** It is at a stage and goes on when it may. */
  RUNNING("running"),
  /** It is at a stage and stays there until somebody resumes it. */
  HELD("held"),
  /** Next serves the unit for good. */
  COMPLETED("completed"),
  /** It went back, to legacy alone or to an earlier stage. */
  ROLLED_BACK("rolled-back"),
  /** It was given up: legacy serves the unit. */
  ABORTED("aborted");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /** As the API, the journal and people call it. */
  public String text() {
    return text;
  }

  static Phase parse(String text) {
    return Arrays.stream(values())
        .filter(phase -> phase.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("state: \"" + text + "\" is unknown"));
  }
}
