package dev.crossfade.rollout;

import dev.crossfade.rollout.Transition.Kind;
import dev.crossfade.rollout.journal.Draft;
import dev.crossfade.rollout.journal.JournalEntry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A step as an entry of the journal. The body holds the whole standing, so that the newest entry of
 * a unit is enough to go on; keys that are not known here are left to whoever wrote them.
 */
final class StepJson {
  /** The kind of the entries; nothing else may be written under it. */
  static final String KIND = "rollout";

  private StepJson() {}

  static Draft toDraft(String unit, Step step) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("transition", step.kind().text())
            .put("at", step.note().at().toString())
            .put("from", step.from().text())
            .put("fromBasisPoints", step.fromBasisPoints());
    if (!step.overrode().isEmpty()) {
      step.overrode().forEach(body.putArray("overrode")::add);
    }
    writeStanding(body, step.to());
    return new Draft(step.note().actor(), KIND, unit, step.note().reason(), body);
  }

  /**
   * @throws IllegalStateException if it is not what {@link #toDraft} makes: another version wrote
   *     it
   */
  static Step parse(JournalEntry entry) {
    ObjectNode body = entry.body();
    try {
      List<String> overrode = new ArrayList<>();
      body.path("overrode").forEach(text -> overrode.add(text.asString()));
      return new Step(
          Kind.parse(text(body, "transition")),
          Phase.parse(text(body, "from")),
          body.required("fromBasisPoints").intValue(),
          new Note(entry.actor(), Instant.parse(text(body, "at")), entry.reason()),
          overrode,
          readStanding(body));
    } catch (JacksonException e) {
      throw unreadable(entry, e.getOriginalMessage(), e);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw unreadable(entry, e.getMessage(), e);
    }
  }

  private static void writeStanding(ObjectNode body, Standing standing) {
    body.put("state", standing.phase().text())
        .put("run", standing.run())
        .put("salt", standing.salt())
        .put("basisPoints", standing.basisPoints())
        .put("hold", standing.hold().toString())
        .put("evictBefore", standing.evictBefore());
    putInstant(body, "since", standing.since());
    putInstant(body, "completed", standing.completed());
    if (standing.held() != null) {
      body.set("held", toJson(standing.held()));
    }
    if (!standing.approvals().isEmpty()) {
      ObjectNode approvals = body.putObject("approvals");
      standing.approvals().forEach((gate, note) -> approvals.set(gate, toJson(note)));
    }
    if (!standing.failed().isEmpty()) {
      ObjectNode failed = body.putObject("failed");
      standing.failed().forEach(failed::put);
    }
  }

  private static Standing readStanding(ObjectNode body) {
    return new Standing(
        Phase.parse(text(body, "state")),
        body.required("run").intValue(),
        text(body, "salt"),
        body.required("basisPoints").intValue(),
        Duration.parse(text(body, "hold")),
        instant(body, "since"),
        body.has("held") ? note(body.required("held")) : null,
        map(body.path("approvals"), StepJson::note),
        map(body.path("failed"), JsonNode::stringValue),
        instant(body, "completed"),
        body.required("evictBefore").longValue());
  }

  private static ObjectNode toJson(Note note) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("by", note.actor())
        .put("at", note.at().toString())
        .put("reason", note.reason());
  }

  private static Note note(JsonNode json) {
    return new Note(text(json, "by"), Instant.parse(text(json, "at")), text(json, "reason"));
  }

  private static <V> SequencedMap<String, V> map(JsonNode json, Function<JsonNode, V> value) {
    SequencedMap<String, V> map = new LinkedHashMap<>();
    json.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
    return map;
  }

  private static void putInstant(ObjectNode body, String key, @Nullable Instant instant) {
    if (instant != null) {
      body.put(key, instant.toString());
    }
  }

  private static @Nullable Instant instant(JsonNode body, String key) {
    return body.has(key) ? Instant.parse(text(body, key)) : null;
  }

  private static String text(JsonNode body, String key) {
    return body.required(key).stringValue();
  }

  private static IllegalStateException unreadable(
      JournalEntry entry, @Nullable String found, Exception cause) {
    return new IllegalStateException(
        "journal: entry "
            + entry.seq()
            + " about the rollout of "
            + entry.subject()
            + " cannot be read: "
            + found
            + " (expected: an entry of this version of the gateway or an older one)",
        cause);
  }
}
