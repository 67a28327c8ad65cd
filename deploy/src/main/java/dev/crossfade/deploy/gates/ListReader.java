package dev.crossfade.deploy.gates;

import dev.crossfade.config.problem.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a list of objects as it comes in, entry by entry: a JSON array, or an object that has one
 * under {@code items}. One reader for one list.
 */
final class ListReader {
  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final int MOST_ENTRIES = 2_000_000;
  private static final String ITEMS = "items";

  private final String key;
  private final List<String> fields;
  private final Fields values;
  private final boolean[] seen;
  private int entries;

  ListReader(String key, List<String> fields) {
    this.key = key;
    this.fields = fields;
    this.values = new Fields(fields.size());
    this.seen = new boolean[fields.size()];
  }

  /** Takes an entry; the digest is good until it returns. */
  @FunctionalInterface
  interface Sink {
    void entry(String key, byte[] digest);
  }

  /** Whether any entry has this field. */
  boolean hasSeen(int field) {
    return seen[field];
  }

  /** The number of entries. */
  int read(InputStream in, String where, Sink sink) throws IOException, NoAnswer {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
      if (!toList(json)) {
        throw new NoAnswer(
            where + " answered no list (expected: a JSON array, or an object with items)");
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        if (++entries > MOST_ENTRIES) {
          throw new NoAnswer(where + " has more than " + MOST_ENTRIES + " entries");
        }
        entry(json, where, sink);
      }
      if (json.currentToken() != JsonToken.END_ARRAY) {
        throw new NoAnswer(where + " has an entry " + (entries + 1) + " that is no object");
      }
      finish(json, where);
      return entries;
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException | NumberFormatException e) { // the latter of an absurd exponent
      throw new NoAnswer(
          where
              + " answered what is not JSON"
              + (entries == 0 ? "" : ", after " + entries + " entries"),
          e);
    }
  }

  private static boolean toList(JsonParser json) {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      return first == JsonToken.START_ARRAY;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean found = json.currentName().equals(ITEMS);
      json.nextToken();
      if (found) {
        return json.currentToken() == JsonToken.START_ARRAY;
      }
      json.skipChildren();
    }
    return false;
  }

  /** To the end, which an answer that was cut off does not have. */
  private static void finish(JsonParser json, String where) throws NoAnswer {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      if (json.currentName().equals(ITEMS)) {
        throw new NoAnswer(where + " has items twice");
      }
      json.nextToken();
      json.skipChildren();
    }
    if (json.currentToken() == JsonToken.END_OBJECT) {
      json.nextToken();
    }
    if (json.currentToken() != null) {
      throw new NoAnswer(where + " answered something after its list");
    }
  }

  private void entry(JsonParser json, String where, Sink sink) throws NoAnswer {
    values.clear();
    String name = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String property = json.currentName();
      JsonToken token = json.nextToken();
      int field = fields.indexOf(property);
      boolean isKey = property.equals(key);
      if (!isKey && field < 0) {
        json.skipChildren();
        continue;
      }
      if (token.isStructStart()) {
        throw new NoAnswer(
            "%s has %s at %s of entry %d (expected: a text, a number, true, false or null)"
                .formatted(where, "an object or a list", Excerpt.of(property), entries));
      }
      if (isKey) {
        name = values.name(json, token);
      }
      if (field >= 0) {
        seen[field] |= values.take(field, json, token);
      }
    }
    sink.entry(named(name, where), values.digest());
  }

  private String named(@Nullable String name, String where) throws NoAnswer {
    if (name == null || name.isEmpty()) {
      throw new NoAnswer("%s has no %s in entry %d".formatted(where, Excerpt.of(key), entries));
    }
    if (name.length() > Ledger.LONGEST_KEY) {
      throw new NoAnswer(
          "%s has a %s of %d characters in entry %d (expected: at most %d)"
              .formatted(where, Excerpt.of(key), name.length(), entries, Ledger.LONGEST_KEY));
    }
    return name;
  }
}
