package dev.crossfade.seo.shadow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares JSON by what it means: members of objects in any order, numbers by value ({@code 1} is
 * {@code 1.0}), arrays in their order, since that of a search result is what the visitor sees. A
 * place is a path without indices, {@code $.items[].price}, so that it is the same in all answers.
 */
final class JsonComparison {
  private static final int MOST_DEPTH = 100;
  private static final int LONGEST_NAME = 64;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxNumberLength(400)
                          .maxTokenCount(500_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String NOTHING = "(nothing)";

  private final Differences found;

  private JsonComparison(Differences found) {
    this.found = found;
  }

  /** Tells what two documents say differently. */
  static void compare(byte[] served, byte[] shadow, Differences found)
      throws IncomparableException {
    JsonNode one = read(served);
    JsonNode other;
    try {
      other = read(shadow);
    } catch (IncomparableException e) {
      found.add("$", "$", "JSON", e.reason());
      return;
    }
    new JsonComparison(found).compare("$", one, other);
  }

  private static JsonNode read(byte[] body) throws IncomparableException {
    try {
      return JSON.readTree(body);
    } catch (StreamConstraintsException e) {
      throw new IncomparableException("JSON beyond bounds: " + e.getOriginalMessage());
    } catch (JacksonException e) {
      throw new IncomparableException("JSON that is none: " + e.getOriginalMessage());
    }
  }

  private void compare(String place, JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      compareMembers(place, one, other);
    } else if (one.isArray() && other.isArray()) {
      compareItems(place + "[]", one, other);
    } else if (!isSame(one, other)) {
      found.add(place, place, shown(one), shown(other));
    }
  }

  private void compareMembers(String place, JsonNode one, JsonNode other) {
    Set<String> names = new HashSet<>();
    one.propertyNames().forEach(names::add);
    for (String name : one.propertyNames()) {
      JsonNode there = other.get(name);
      String member = member(place, name);
      if (there == null) {
        found.add(member, member, shown(one.get(name)), NOTHING);
      } else {
        compare(member, one.get(name), there);
      }
    }
    for (String name : other.propertyNames()) {
      if (!names.contains(name)) {
        String member = member(place, name);
        found.add(member, member, NOTHING, shown(other.get(name)));
      }
    }
  }

  private static String member(String place, String name) {
    return place + "." + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
  }

  private void compareItems(String place, JsonNode one, JsonNode other) {
    if (one.size() != other.size()) {
      found.add(place, place, one.size() + " items", other.size() + " items");
    } else if (isReordered(one, other)) {
      found.add(place, place, shown(one), "the same in another order");
      return;
    }
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      compare(place, one.get(i), other.get(i));
    }
  }

  /** Whether these are the same scalars, not in the same order. */
  private static boolean isReordered(JsonNode one, JsonNode other) {
    List<String> here = new ArrayList<>();
    List<String> there = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i).isContainer() || other.get(i).isContainer()) {
        return false;
      }
      here.add(canonical(one.get(i)));
      there.add(canonical(other.get(i)));
    }
    if (here.equals(there)) {
      return false;
    }
    here.sort(null);
    there.sort(null);
    return here.equals(there);
  }

  private static String canonical(JsonNode scalar) {
    return scalar.isNumber()
        ? scalar.decimalValue().stripTrailingZeros().toString()
        : scalar.toString();
  }

  private static boolean isSame(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return one.equals(other);
  }

  private static String shown(JsonNode node) {
    if (node.isObject()) {
      return "{…}";
    }
    return node.isArray() ? "[" + node.size() + " items]" : node.toString();
  }
}
