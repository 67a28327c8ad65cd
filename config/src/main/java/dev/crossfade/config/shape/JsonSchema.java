package dev.crossfade.config.shape;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (draft 2020-12) of a record of the model, for editors. Refuses what {@link
 * Binder} calls a problem of shape, and nothing else; values with {@code ${…}} pass, since only
 * their expansion can be judged.
 */
public final class JsonSchema {
  private static final String EXPANDED = "\\$\\{";

  private final JsonMapper json = JsonMapper.shared();
  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  private JsonSchema() {}

  /** The schema of a document that is read as this type. */
  public static ObjectNode of(Class<?> type, String id, String title) {
    JsonSchema schema = new JsonSchema();
    ObjectNode root = schema.json.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("$id", id);
    root.put("title", title);
    root.setAll(schema.object(new Shape.Fixed(type)));
    root.putObject("patternProperties").putObject("^x-");
    ObjectNode definitions = root.putObject("$defs");
    schema.definitions.forEach(definitions::set);
    return root;
  }

  private ObjectNode schema(Shape shape) {
    return switch (shape) {
      case Shape.Single single -> single(single.type());
      case Shape.Many many -> many(many);
      case Shape.Dictionary dictionary -> dictionary(dictionary);
      case Shape.Fixed fixed -> reference(fixed);
      case Shape.Tagged tagged -> tagged(tagged);
      case Shape.Told told -> told(told);
    };
  }

  private ObjectNode single(ScalarType type) {
    ObjectNode schema = json.createObjectNode();
    switch (type) {
      case ScalarType.FreeText _ ->
          schema.putArray("type").add("string").add("number").add("boolean");
      case ScalarType.Truth _ -> {
        schema.putArray("type").add("boolean").add("string");
        schema.put("pattern", EXPANDED);
      }
      case ScalarType.Whole whole -> {
        schema.putArray("type").add("integer").add("string");
        schema.put("minimum", whole.min());
        schema.put("maximum", whole.max());
        schema.put("pattern", EXPANDED);
      }
      case ScalarType.Patterned patterned -> {
        ArrayNode types = schema.putArray("type").add("string");
        if (patterned.numbers()) {
          types.add("integer");
          schema.put("minimum", least(patterned));
          schema.put("maximum", 599);
        }
        schema.put("pattern", "^(?:" + patterned.pattern().pattern() + ")$|" + EXPANDED);
        schema.put("description", patterned.expected());
      }
      case ScalarType.OneOf oneOf -> {
        ArrayNode either = schema.putArray("anyOf");
        ArrayNode words = either.addObject().putArray("enum");
        for (String word : oneOf.words()) {
          words.add(word);
          if (ScalarType.OneOf.isNumber(word)) {
            words.add(new BigDecimal(word));
          }
        }
        either.addObject().put("type", "string").put("pattern", EXPANDED);
      }
    }
    return schema;
  }

  /** Numbers without quotes are statuses; the least that the pattern takes. */
  private static int least(ScalarType.Patterned statuses) {
    return IntStream.rangeClosed(100, 599)
        .filter(status -> statuses.pattern().matcher(Integer.toString(status)).matches())
        .findFirst()
        .orElseThrow();
  }

  private ObjectNode many(Shape.Many many) {
    ObjectNode schema = json.createObjectNode();
    schema.putObject("if").put("type", "array");
    ObjectNode list = schema.putObject("then");
    list.set("items", schema(many.item()));
    if (many.notEmpty()) {
      list.put("minItems", 1);
    }
    schema.set("else", schema(many.item()));
    return schema;
  }

  private ObjectNode dictionary(Shape.Dictionary shape) {
    ObjectNode schema = json.createObjectNode().put("type", "object");
    schema.putObject("propertyNames").put("pattern", "^(?:" + shape.keyPattern() + ")$");
    schema.set("additionalProperties", schema(shape.value()));
    if (shape.notEmpty()) {
      schema.put("minProperties", 1);
    }
    if (!shape.required().isEmpty()) {
      ArrayNode required = schema.putArray("required");
      shape.required().forEach(required::add);
    }
    return schema;
  }

  private ObjectNode reference(Shape.Fixed shape) {
    String name = name(shape.type());
    if (!definitions.containsKey(name)) {
      definitions.put(name, json.createObjectNode()); // a record may hold itself
      definitions.put(name, withShorthand(shape, object(shape)));
    }
    return json.createObjectNode().put("$ref", "#/$defs/" + name);
  }

  /** Backend.Timeouts and Limits.Timeouts are two things. */
  private static String name(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return around == null ? type.getSimpleName() : name(around) + "." + type.getSimpleName();
  }

  private ObjectNode withShorthand(Shape.Fixed shape, ObjectNode object) {
    String shorthand = shape.shorthand();
    if (shorthand == null) {
      return object;
    }
    ObjectNode schema = json.createObjectNode();
    schema.putObject("if").put("type", "object");
    schema.set("then", object);
    for (Shape.Part part : shape.keys()) {
      if (part.name().equals(shorthand)) {
        schema.set("else", schema(part.shape()));
      }
    }
    return schema;
  }

  private ObjectNode object(Shape.Fixed shape) {
    ObjectNode schema = json.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = json.createArrayNode();
    for (Shape.Part part : shape.keys()) {
      ObjectNode property = schema(part.shape());
      describe(part, property);
      properties.set(part.name(), property);
      if (part.required()) {
        required.add(part.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private static void describe(Shape.Part part, ObjectNode property) {
    @Nullable String fallback = part.fallback();
    if (!part.doc().isEmpty()) {
      property.put("description", part.doc());
    }
    if (fallback != null) {
      property.put("default", fallback);
    }
  }

  private ObjectNode tagged(Shape.Tagged shape) {
    ObjectNode schema = json.createObjectNode().put("type", "object");
    schema.put("minProperties", 1).put("maxProperties", 1);
    ObjectNode properties = schema.putObject("properties");
    shape
        .alternatives()
        .forEach(
            (tag, fixed) -> properties.set(tag, reference(fixed).put("description", fixed.doc())));
    return schema.put("additionalProperties", false);
  }

  private ObjectNode told(Shape.Told shape) {
    ObjectNode schema = json.createObjectNode().put("type", "object");
    ObjectNode at = schema;
    for (Map.Entry<String, Shape.Fixed> alternative : shape.alternatives().entrySet()) {
      at.putObject("if").putArray("required").add(alternative.getKey());
      at.set("then", reference(alternative.getValue()));
      at = at.putObject("else");
    }
    ArrayNode any = at.putArray("anyOf");
    shape.alternatives().keySet().forEach(key -> any.addObject().putArray("required").add(key));
    return schema;
  }
}
