package dev.crossfade.rollout.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that happened. The parameters it shares with {@link Draft} mean the same here.
 *
 * @param seq the place in the journal, from 1; given without gaps, never given twice
 * @param at when it was appended, by the clock of the gateway, to the millisecond; clocks step, so
 *     {@code seq} and not {@code at} is the order
 */
public record JournalEntry(
    long seq,
    Instant at,
    String actor,
    String kind,
    String subject,
    String reason,
    ObjectNode body) {

  public JournalEntry {
    if (seq < 1) {
      throw new IllegalArgumentException("seq: " + seq + " (expected: 1 or more)");
    }
    requireNonNull(at, "at");
    requireNonNull(actor, "actor");
    requireNonNull(kind, "kind");
    requireNonNull(subject, "subject");
    requireNonNull(reason, "reason");
    body = requireNonNull(body, "body").deepCopy();
  }

  /** The particulars, as a copy: an entry never changes. */
  @Override
  public ObjectNode body() {
    return body.deepCopy();
  }
}
