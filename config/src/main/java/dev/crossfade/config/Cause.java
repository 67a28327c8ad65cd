package dev.crossfade.config;

import static java.util.Objects.requireNonNull;

/** Why a configuration is read now, for the journal. */
public record Cause(Trigger trigger, String actor, String reason) {
  /** What asked for it. */
  public enum Trigger {
    START,
    FILE,
    SIGNAL,
    API,
    ROLLBACK,
    /** It was ordered at another gateway. */
    FLEET
  }

  public Cause {
    requireNonNull(trigger, "trigger");
    requireNonNull(actor, "actor");
    requireNonNull(reason, "reason");
  }
}
