package dev.crossfade.console.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object that came with an order; none is an empty one. */
public record JsonBody(JsonNode object) {
  /**
   * Reads it. What means nothing is a bad request: a misspelt field must not be taken for none.
   *
   * @param fields that it may have
   */
  public static JsonBody of(RoutingContext context, String... fields) {
    String text = context.body().asString();
    if (text == null || text.isBlank()) {
      return new JsonBody(JsonMapper.shared().createObjectNode());
    }
    JsonNode body;
    try {
      body = JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw new BadRequest("the body is no JSON (expected: such as {\"reason\": \"…\"})", e);
    }
    if (!body.isObject()) {
      throw new BadRequest("the body is no JSON object (expected: such as {\"reason\": \"…\"})");
    }
    for (String name : body.propertyNames()) {
      if (!Set.of(fields).contains(name)) {
        throw new BadRequest(
            "\"" + name + "\" means nothing here (expected: " + String.join(", ", fields) + ")");
      }
    }
    return new JsonBody(body);
  }

  public Optional<String> text(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new BadRequest(name + ": " + value + " (expected: a text)");
    }
    return Optional.of(value.asString());
  }

  /** A whole number from 1 on. */
  public Optional<Long> number(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1) {
      throw new BadRequest(name + ": " + value + " (expected: a whole number from 1 on)");
    }
    return Optional.of(value.asLong());
  }

  public boolean flag(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new BadRequest(name + ": " + value + " (expected: true or false)");
    }
    return value.asBoolean();
  }
}
