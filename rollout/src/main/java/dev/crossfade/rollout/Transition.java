package dev.crossfade.rollout;

import java.time.Instant;
import java.util.List;

/**
 * One move of a rollout: what is in the journal, what webhooks send and events say.
 *
 * @param kind what happened
 * @param from the state before
 * @param to the state since
 * @param fromBasisPoints the exposure before
 * @param basisPoints the exposure since
 * @param actor who: an operator's name, {@code gate:<name>}, or {@link Rollouts#SCHEDULE}
 * @param at when, by the wall clock
 * @param reason why, in the words of the actor
 * @param overrode what stood against it and was overridden
 * @param run how often the rollout was started
 * @param here whether this gateway made it, so that one gateway of a fleet tells the world
 * @param durable whether it is in the journal already
 */
public record Transition(
    String unit,
    Kind kind,
    Phase from,
    Phase to,
    int fromBasisPoints,
    int basisPoints,
    String actor,
    Instant at,
    String reason,
    List<String> overrode,
    int run,
    boolean here,
    boolean durable) {

  public Transition {
    overrode = List.copyOf(overrode);
  }

  /** What can happen to a rollout. */
  public enum Kind {
    START,
    ADVANCE,
    COMPLETE,
    HOLD,
    RESUME,
    ROLLBACK,
    ABORT,
    APPROVE;

    /** As the API and the journal call it. */
    public String text() {
      return switch (this) {
        case START -> "start";
        case ADVANCE -> "advance";
        case COMPLETE -> "complete";
        case HOLD -> "hold";
        case RESUME -> "resume";
        case ROLLBACK -> "rollback";
        case ABORT -> "abort";
        case APPROVE -> "approve";
      };
    }

    /** It exposes nobody, so it takes effect even when it cannot be written down. */
    boolean isSafe() {
      return switch (this) {
        case HOLD, ROLLBACK, ABORT -> true;
        case START, ADVANCE, COMPLETE, RESUME, APPROVE -> false;
      };
    }

    static Kind parse(String text) {
      for (Kind kind : values()) {
        if (kind.text().equals(text)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("transition: \"" + text + "\" is unknown");
    }
  }
}
