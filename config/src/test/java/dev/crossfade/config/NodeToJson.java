package dev.crossfade.config;

import dev.crossfade.config.yaml.Node;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A YAML tree as the JSON that an editor's schema check sees: the YAML 1.2 core schema. */
final class NodeToJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private NodeToJson() {}

  static JsonNode convert(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> {
        ObjectNode object = JSON.objectNode();
        mapping.entries().forEach(entry -> object.set(entry.key(), convert(entry.value())));
        yield object;
      }
      case Node.Sequence list -> {
        ArrayNode array = JSON.arrayNode();
        list.items().forEach(item -> array.add(convert(item)));
        yield array;
      }
      case Node.Scalar scalar -> scalar(scalar);
    };
  }

  private static JsonNode scalar(Node.Scalar scalar) {
    String text = scalar.text();
    return switch (scalar.type()) {
      case NULL -> JSON.nullNode();
      case BOOL -> JSON.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
      case INT -> JSON.numberNode(integer(text));
      // JSON has no word for what is no finite number.
      case FLOAT ->
          text.toLowerCase(Locale.ROOT).matches(".*(inf|nan)")
              ? JSON.stringNode(text)
              : JSON.numberNode(new BigDecimal(text));
      case TEXT -> JSON.stringNode(text);
    };
  }

  private static BigInteger integer(String text) {
    if (text.startsWith("0x")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
  }
}
