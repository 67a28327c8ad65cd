package dev.crossfade.rollout.journal;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An entry as JSON; {@code body} comes last, so that the line starts with what people look for. */
final class EntryJson {
  private EntryJson() {}

  static ObjectNode toJson(JournalEntry entry) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("seq", entry.seq())
            .put("at", entry.at().toString())
            .put("actor", entry.actor())
            .put("kind", entry.kind())
            .put("subject", entry.subject())
            .put("reason", entry.reason());
    json.set("body", entry.body());
    return json;
  }

  static JournalEntry parse(ObjectNode json) throws DamagedLine {
    try {
      Draft draft =
          new Draft(
              json.required("actor").stringValue(),
              json.required("kind").stringValue(),
              json.required("subject").stringValue(),
              json.required("reason").stringValue(),
              json.required("body").asObject());
      return draft.toEntry(
          json.required("seq").longValue(), Instant.parse(json.required("at").stringValue()));
    } catch (JacksonException e) {
      throw new DamagedLine("not an entry: " + e.getOriginalMessage(), e);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new DamagedLine("not an entry: " + e.getMessage(), e);
    }
  }
}
