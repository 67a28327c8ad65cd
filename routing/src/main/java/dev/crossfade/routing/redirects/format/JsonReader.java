package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON: an array of {@code {"source", "target", "status"}}, also one under any name, or an object
 * of sources and their targets. As lines of JSON each line is such a document.
 */
final class JsonReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(50)
                  .maxStringLength(Lines.LONGEST)
                  .maxNameLength(Lines.LONGEST)
                  .build())
          .build();

  private final Rules rules;
  private final boolean countsLines;

  private JsonReader(Rules rules, boolean countsLines) {
    this.rules = rules;
    this.countsLines = countsLines;
  }

  static void read(InputStream in, Rules rules) throws IOException {
    Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()); // RFC 8259 §8.1
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      new JsonReader(rules, true).readAll(parser);
    }
  }

  static void readLines(Lines lines, Rules rules) throws IOException {
    JsonReader reader = new JsonReader(rules, false);
    for (String line = lines.next(); line != null; line = lines.next()) {
      try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
        reader.readAll(parser);
      }
    }
  }

  private void readAll(JsonParser json) throws IOException {
    try {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          readArray(json);
        } else {
          readElement(json, true);
        }
      }
    } catch (JacksonIOException e) {
      if (!(e.getCause() instanceof CharacterCodingException)) {
        throw e.getCause();
      }
      stop(json, e); // not the stream failed, but what came out of it is no text
    } catch (JacksonException e) {
      stop(json, e);
    }
  }

  private void stop(JsonParser json, JacksonException e) {
    mark(json);
    rules.problem("no JSON from here on: " + Excerpt.of(String.valueOf(e.getOriginalMessage())));
  }

  private void readArray(JsonParser json) {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      readElement(json, false);
    }
  }

  private void readElement(JsonParser json, boolean isRoot) {
    mark(json);
    if (json.currentToken() != JsonToken.START_OBJECT) {
      rules.problem(
          kind(json.currentToken()) + " (expected: {\"source\", \"target\", \"status\"})");
      json.skipChildren();
      return;
    }
    JsonRule rule = new JsonRule();
    readMembers(json, rule, isRoot);
    if (!isRoot || rule.isBegun()) {
      add(rule);
    }
  }

  private static String kind(@Nullable JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case START_ARRAY -> "a list in a list";
      case null, default -> "nothing";
    };
  }

  /** Members that are no part of a rule: at the root they may be rules, elsewhere notes. */
  private void readMembers(JsonParser json, JsonRule rule, boolean isRoot) {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = String.valueOf(json.currentName());
      JsonToken value = json.nextToken();
      if (isRoot && isAddress(name)) {
        readMapping(json, name);
      } else if (isRoot && value == JsonToken.START_ARRAY) {
        readArray(json);
      } else if (value.isStructStart()) {
        json.skipChildren();
      } else {
        rule.set(name, value == JsonToken.VALUE_NULL ? "" : String.valueOf(json.getString()));
      }
    }
  }

  private static boolean isAddress(String name) {
    return name.startsWith("/") || Address.authority(name) >= 0;
  }

  /** {@code "/old": "/new"} or {@code "/old": {"target": "/new", "status": 302}}. */
  private void readMapping(JsonParser json, String source) {
    mark(json);
    JsonRule rule = new JsonRule();
    @Nullable JsonToken value = json.currentToken();
    if (value == JsonToken.START_OBJECT) {
      readMembers(json, rule, false);
    } else if (value == JsonToken.START_ARRAY) {
      json.skipChildren();
    } else if (value != JsonToken.VALUE_NULL) {
      rule.set("target", String.valueOf(json.getString()));
    }
    rule.set("source", source);
    add(rule);
  }

  private void add(JsonRule rule) {
    try {
      rule.addTo(rules);
    } catch (Refusal refusal) {
      rules.problem(refusal);
    }
  }

  private void mark(JsonParser json) {
    if (countsLines) {
      rules.onLine(Math.max(1, json.currentTokenLocation().getLineNr()), false);
    }
  }
}
