package dev.crossfade.rollout.journal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be appended: an entry that has neither number nor time yet.
 *
 * @param actor who did it: an operator's name, or the part of the gateway that acted by itself
 * @param kind what sort of thing happened, dotted lower case: {@code config}, {@code rollout.stage}
 * @param subject what it happened to: a unit, a file
 * @param reason why, in the words of the actor; may be empty
 * @param body the particulars; copied in and out, so a draft never changes
 */
public record Draft(String actor, String kind, String subject, String reason, ObjectNode body) {
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*");

  public Draft {
    requireText("actor", actor);
    requireNonNull(kind, "kind");
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException(
          "kind: \"" + kind + "\" (expected: dotted lower case such as config or rollout.stage)");
    }
    requireText("subject", subject);
    requireNonNull(reason, "reason");
    body = requireNonNull(body, "body").deepCopy();
  }

  @Override
  public ObjectNode body() {
    return body.deepCopy();
  }

  JournalEntry toEntry(long seq, Instant at) {
    return new JournalEntry(seq, at, actor, kind, subject, reason, body);
  }

  private static void requireText(String name, String value) {
    if (requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + ": \"" + value + "\" (expected: some text)");
    }
  }
}
