package dev.crossfade.console.api;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.EntityTags;
import dev.crossfade.console.http.JsonBody;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.RolloutService;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code /api/v1/rollouts…}: how far each is, and orders for one. */
public final class RolloutApi {
  private static final String[] FIELDS = {"reason", "to", "force", "freshSalt"};

  private final RolloutService services;

  public RolloutApi(RolloutService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/rollouts", (c, _) -> all(c));
    routes.view("/api/v1/rollouts/:unit", (c, _) -> one(c));
    routes.act("/api/v1/rollouts/:unit/:action", Role.OPERATOR, this::move);
    routes.act("/api/v1/rollouts/:unit/gates/:gate/approve", Role.OPERATOR, this::approve);
  }

  private void all(RoutingContext context) {
    Parameters.none(context);
    Answers.json(context, 200, services.rollouts());
  }

  private void one(RoutingContext context) {
    Parameters.none(context);
    String unit = context.pathParam("unit");
    Optional<RolloutService.Rollout> found = services.rollout(unit);
    if (found.isPresent()) {
      Answers.json(context, 200, found.get(), found.get().version());
    } else {
      Answers.problem(
          context, 404, "not found", "unit " + unit + " (expected: a unit with a rollout)");
    }
  }

  private void move(RoutingContext context, Actor actor) {
    RolloutService.Action action = action(context.pathParam("action"));
    JsonBody body = JsonBody.of(context, FIELDS);
    answer(
        context,
        new RolloutService.Move(
            action,
            actor.name(),
            body.text("reason").orElse(""),
            body.text("to").orElse(null),
            body.flag("force"),
            body.flag("freshSalt")));
  }

  private void approve(RoutingContext context, Actor actor) {
    String reason = JsonBody.of(context, "reason").text("reason").orElse("");
    answer(context, new RolloutService.Approval(context.pathParam("gate"), actor.name(), reason));
  }

  private void answer(RoutingContext context, RolloutService.Order order) {
    String unit = context.pathParam("unit");
    switch (services.order(unit, order, EntityTags.expected(context))) {
      case RolloutService.Moved(RolloutService.Rollout state) ->
          Answers.json(context, 200, state, state.version());
      case RolloutService.Stale(RolloutService.Rollout state) ->
          Answers.stale(context, state, state.version(), now(state));
      case RolloutService.Refused(String reason) ->
          Answers.problem(context, 409, "refused", reason);
      case RolloutService.Unknown(String reason) ->
          Answers.problem(context, 404, "not found", reason);
    }
  }

  /** What whoever ordered has not seen. */
  private static String now(RolloutService.Rollout state) {
    String last =
        state.lastMove() == null
            ? ""
            : ": " + state.lastMove() + " by " + state.lastBy() + " at " + state.lastAt();
    return state.unit() + " is " + state.state() + " at " + state.exposure() + "% by now" + last;
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
}
