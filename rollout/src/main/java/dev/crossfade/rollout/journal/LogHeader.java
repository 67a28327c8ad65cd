package dev.crossfade.rollout.journal;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first line of the log: what was in the file when it was written as a whole.
 *
 * @param entries how many entries the file held then
 * @param last the number of the newest of them; all others up to here were dropped
 * @param source of what journal this is a copy; empty: it is the journal itself
 */
record LogHeader(long entries, long last, String source) {
  static final LogHeader EMPTY = new LogHeader(0, 0);

  private static final String NAME = "crossfade";
  private static final int FORMAT = 1;

  LogHeader(long entries, long last) {
    this(entries, last, "");
  }

  ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("journal", NAME)
            .put("format", FORMAT)
            .put("entries", entries)
            .put("last", last);
    return source.isEmpty() ? json : json.put("source", source);
  }

  static LogHeader parse(ObjectNode json) throws DamagedLine {
    try {
      if (!NAME.equals(json.path("journal").asString(""))) {
        throw new DamagedLine("not the head of a journal");
      }
      int format = json.required("format").intValue();
      if (format != FORMAT) {
        throw new DamagedLine(
            "format " + format + " of another version of the gateway (expected: " + FORMAT + ")");
      }
      long entries = json.required("entries").longValue();
      long last = json.required("last").longValue();
      if (entries < 0 || entries > last || (entries == 0 && last > 0)) {
        throw new DamagedLine("entries: " + entries + " (expected: 1.." + last + ")");
      }
      return new LogHeader(entries, last, json.path("source").asString(""));
    } catch (JacksonException e) {
      throw new DamagedLine("not the head of a journal: " + e.getOriginalMessage(), e);
    }
  }
}
