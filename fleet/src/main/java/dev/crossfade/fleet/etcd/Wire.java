package dev.crossfade.fleet.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of etcd's gateway: keys and values in Base64, 64-bit numbers as texts, and what is 0,
 * false or empty left out.
 */
final class Wire {
  private static final JsonMapper JSON = new JsonMapper();

  private Wire() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String text(ObjectNode json) {
    return JSON.writeValueAsString(json);
  }

  /**
   * @throws JacksonException it is none
   */
  static JsonNode parse(byte[] bytes) {
    return JSON.readTree(bytes);
  }

  static ObjectNode toJson(Keys keys) {
    ObjectNode json = object().put("key", base64(keys.from()));
    return keys.end().isEmpty() ? json : json.put("range_end", base64(keys.end()));
  }

  static ObjectNode toJson(Txn txn) {
    ObjectNode json = object();
    ArrayNode compare = json.putArray("compare");
    txn.conditions().forEach(condition -> compare.add(toJson(condition)));
    ArrayNode success = json.putArray("success");
    txn.then().forEach(op -> success.add(toJson(op)));
    ArrayNode failure = json.putArray("failure");
    txn.otherwise().forEach(op -> failure.add(toJson(op)));
    return json;
  }

  private static ObjectNode toJson(Txn.If condition) {
    return switch (condition) {
      case Txn.If.Absent(String key) -> toJson(new Txn.If.Created(key, 0));
      case Txn.If.Created(String key, long revision) ->
          toJson(Keys.of(key))
              .put("target", "CREATE")
              .put("result", "EQUAL")
              .put("create_revision", Long.toString(revision));
      case Txn.If.Holds(String key, String value) ->
          toJson(Keys.of(key))
              .put("target", "VALUE")
              .put("result", "EQUAL")
              .put("value", base64(value));
    };
  }

  private static ObjectNode toJson(Txn.Op op) {
    ObjectNode json = object();
    switch (op) {
      case Txn.Op.Put(String key, String value, long lease) ->
          json.set(
              "request_put",
              toJson(Keys.of(key)).put("value", base64(value)).put("lease", Long.toString(lease)));
      case Txn.Op.Get(String key) -> json.set("request_range", toJson(Keys.of(key)));
      case Txn.Op.Delete(Keys keys) -> json.set("request_delete_range", toJson(keys));
    }
    return json;
  }

  static Page page(JsonNode answer) {
    JsonNode header = answer.path("header");
    return new Page(
        cluster(header),
        number(header, "revision"),
        values(answer.path("kvs")),
        answer.path("more").asBoolean(false));
  }

  static Txn.Done done(JsonNode answer) {
    List<List<KeyValue>> got = new ArrayList<>();
    answer
        .path("responses")
        .forEach(response -> got.add(values(response.path("response_range").path("kvs"))));
    return new Txn.Done(
        answer.path("succeeded").asBoolean(false), number(answer.path("header"), "revision"), got);
  }

  static KeyValue keyValue(JsonNode json) {
    return new KeyValue(
        text(json, "key"),
        text(json, "value"),
        number(json, "create_revision"),
        number(json, "mod_revision"),
        number(json, "lease"));
  }

  private static List<KeyValue> values(JsonNode kvs) {
    List<KeyValue> values = new ArrayList<>();
    kvs.forEach(kv -> values.add(keyValue(kv)));
    return values;
  }

  static String cluster(JsonNode header) {
    return Long.toHexString(Long.parseUnsignedLong(header.path("cluster_id").asString("0")));
  }

  /**
   * @throws NumberFormatException it is none
   */
  static long number(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isMissingNode() ? 0 : Long.parseLong(value.asString("0"));
  }

  private static String text(JsonNode json, String name) {
    return new String(Base64.getDecoder().decode(json.path(name).asString("")), UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
