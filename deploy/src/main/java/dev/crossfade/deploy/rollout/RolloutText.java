package dev.crossfade.deploy.rollout;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A rollout as people read it, from what the admin port says. */
final class RolloutText {
  private RolloutText() {}

  static List<String> lines(JsonNode rollout) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s at %s%%, stage %d of %d"
            .formatted(
                rollout.path("unit").asString(),
                rollout.path("state").asString(),
                percent(rollout.path("exposure").asDouble()),
                rollout.path("stage").asInt(),
                rollout.path("stages").asInt()));
    add(lines, "since", rollout.path("since"));
    add(lines, "holds until", rollout.path("holdsUntil"));
    add(lines, "frozen until", rollout.path("frozenUntil"));
    for (JsonNode gate : rollout.path("gates")) {
      row(lines, gate.path("verdict").asString(), gate.path("sentence").asString());
    }
    rollout.path("waitsFor").forEach(reason -> row(lines, "waits for", reason.asString()));
    if (!rollout.path("lastMove").isNull() && !rollout.path("lastMove").isMissingNode()) {
      row(
          lines,
          "last",
          "%s by %s at %s%s"
              .formatted(
                  rollout.path("lastMove").asString(),
                  rollout.path("lastBy").asString(),
                  rollout.path("lastAt").asString(),
                  because(rollout.path("lastReason").asString(""))));
    }
    if (!rollout.path("durable").asBoolean(true)) {
      row(lines, "NOT DURABLE", rollout.path("storeProblem").asString("the journal failed"));
    }
    return lines;
  }

  /** What whoever goes back must know. */
  static List<String> consequences(JsonNode rollout) {
    List<String> lines = new ArrayList<>();
    rollout.path("reverts").forEach(what -> row(lines, "reverts", what.asString()));
    rollout
        .path("forwardFixes")
        .forEach(what -> row(lines, "not undone", what.asString() + " (needs a forward fix)"));
    add(lines, "decides", rollout.path("decider"));
    return lines;
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static void add(List<String> lines, String what, JsonNode value) {
    if (value.isString() && !value.asString().isEmpty()) {
      row(lines, what, value.asString());
    }
  }

  private static void row(List<String> lines, String what, String text) {
    lines.add("  %-12s %s".formatted(what, text));
  }

  private static String percent(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
