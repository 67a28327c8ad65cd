package dev.crossfade.deploy.gates;

import dev.crossfade.config.problem.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * One series of a vector that Prometheus answered, at one moment.
 *
 * @param time when the query was evaluated, in seconds since 1970
 */
record Series(Map<String, String> labels, double time, double value) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST = 500_000;

  Series {
    labels = Map.copyOf(labels);
  }

  /** Empty: it has no such label. */
  String label(String name) {
    return labels.getOrDefault(name, "");
  }

  /** A count, which is whole and not negative. */
  long count(String where) throws NoAnswer {
    if (!(value >= 0) || value > 1L << 53 || value != Math.rint(value)) {
      throw new NoAnswer(where + " answered " + value + " (expected: a whole number from 0 on)");
    }
    return (long) value;
  }

  /** Takes each series, as it comes in. */
  @FunctionalInterface
  interface Taker {
    void take(Series series) throws NoAnswer;
  }

  /** Reads a whole answer, however long it is, and keeps nothing of it. */
  static void read(Call call, InputStream body, Taker taker) throws IOException, NoAnswer {
    String where = call.where();
    boolean well = false;
    boolean found = false;
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw noAnswer(where);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("status")) {
          well = parser.getString().equals("success");
        } else if (name.equals("data") && value == JsonToken.START_OBJECT) {
          found = data(parser, where, taker);
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw new NoAnswer(where + " answered what is not JSON", e);
    }
    if (!well || !found) {
      throw noAnswer(where);
    }
  }

  private static NoAnswer noAnswer(String where) {
    return new NoAnswer(where + " answered what is not a vector of Prometheus");
  }

  private static boolean data(JsonParser parser, String where, Taker taker) throws NoAnswer {
    boolean found = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("result") && value == JsonToken.START_ARRAY) {
        int read = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          if (++read > MOST) {
            throw new NoAnswer(where + " answered more than " + MOST + " series");
          }
          taker.take(series(parser, where));
        }
        found = true;
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private static Series series(JsonParser parser, String where) throws NoAnswer {
    Map<String, String> labels = new HashMap<>();
    double time = Double.NaN;
    double value = Double.NaN;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("metric") && token == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String label = parser.currentName();
          parser.nextToken();
          labels.put(label, String.valueOf(parser.getValueAsString()));
        }
      } else if (name.equals("value") && token == JsonToken.START_ARRAY) {
        parser.nextToken();
        time = number(parser, where);
        parser.nextToken();
        value = number(parser, where);
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
          parser.skipChildren();
        }
      } else {
        parser.skipChildren();
      }
    }
    return new Series(labels, time, value);
  }

  private static double number(JsonParser parser, String where) throws NoAnswer {
    String text = String.valueOf(parser.getValueAsString());
    return Measured.parse(text)
        .orElseThrow(
            () ->
                new NoAnswer(
                    where + " answered " + Excerpt.of(text) + " (expected: a finite number)"));
  }
}
