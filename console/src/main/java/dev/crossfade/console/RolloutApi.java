package dev.crossfade.console;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/v1/rollouts…}: how far each is, and orders for one. */
final class RolloutApi {
  private static final Set<String> FIELDS = Set.of("reason", "to", "force", "freshSalt");

  private final RolloutService services;

  RolloutApi(RolloutService services) {
    this.services = services;
  }

  void all(RoutingContext context) {
    Answers.json(context, 200, services.rollouts());
  }

  void one(RoutingContext context) {
    String unit = context.pathParam("unit");
    Optional<RolloutService.Rollout> found = services.rollout(unit);
    if (found.isPresent()) {
      Answers.json(context, 200, found.get());
    } else {
      Answers.problem(
          context, 404, "not found", "unit " + unit + " (expected: a unit with a rollout)");
    }
  }

  void move(RoutingContext context, Access.Actor actor) {
    RolloutService.Action action = action(context.pathParam("action"));
    JsonNode body = body(context);
    answer(
        context,
        new RolloutService.Move(
            action,
            actor.name(),
            text(body, "reason").orElse(""),
            text(body, "to").orElse(null),
            flag(body, "force"),
            flag(body, "freshSalt")));
  }

  void approve(RoutingContext context, Access.Actor actor) {
    String reason = text(body(context), "reason").orElse("");
    answer(context, new RolloutService.Approval(context.pathParam("gate"), actor.name(), reason));
  }

  private void answer(RoutingContext context, RolloutService.Order order) {
    switch (services.order(context.pathParam("unit"), order)) {
      case RolloutService.Moved(RolloutService.Rollout state) -> Answers.json(context, 200, state);
      case RolloutService.Refused(String reason) ->
          Answers.problem(context, 409, "refused", reason);
      case RolloutService.Unknown(String reason) ->
          Answers.problem(context, 404, "not found", reason);
    }
  }

  private static RolloutService.Action action(String word) {
    return Arrays.stream(RolloutService.Action.values())
        .filter(action -> word(action).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequest("\"" + word + "\" is no order (expected: one of " + words() + ")"));
  }

  private static String word(RolloutService.Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private static String words() {
    return Arrays.stream(RolloutService.Action.values())
        .map(RolloutApi::word)
        .collect(Collectors.joining(", "));
  }

  /** An object without what means nothing here: a misspelt "force" must not be taken for none. */
  private static JsonNode body(RoutingContext context) {
    String text = context.body().asString();
    if (text == null || text.isBlank()) {
      return JsonMapper.shared().createObjectNode();
    }
    JsonNode body;
    try {
      body = JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw new BadRequest("the body is no JSON (expected: such as {\"reason\": \"…\"})");
    }
    if (!body.isObject()) {
      throw new BadRequest("the body is no JSON object (expected: such as {\"reason\": \"…\"})");
    }
    for (String name : body.propertyNames()) {
      if (!FIELDS.contains(name)) {
        throw new BadRequest(
            "\"" + name + "\" means nothing here (expected: reason, to, force, freshSalt)");
      }
    }
    return body;
  }

  private static Optional<String> text(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new BadRequest(name + ": " + value + " (expected: a text)");
    }
    return Optional.of(value.asString());
  }

  private static boolean flag(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new BadRequest(name + ": " + value + " (expected: true or false)");
    }
    return value.asBoolean();
  }
}
