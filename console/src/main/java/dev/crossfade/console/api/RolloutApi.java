package dev.crossfade.console.api;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.EntityTags;
import dev.crossfade.console.http.JsonBody;
import dev.crossfade.console.http.Paging;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.RolloutService;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code /api/v1/rollouts…}: how far each is, and orders for one. */
public final class RolloutApi {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;
  private static final String[] FIELDS = {"reason", "to", "force", "freshSalt"};

  private final RolloutService services;

  public RolloutApi(RolloutService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/rollouts", (c, _) -> all(c));
    routes.view("/api/v1/rollouts/:unit", (c, _) -> one(c));
    routes.view("/api/v1/rollouts/:unit/history", (c, _) -> history(c));
    routes.view("/api/v1/rollouts/:unit/verdicts", (c, _) -> turns(c));
    routes.view("/api/v1/rollouts/:unit/gates/:gate/history", (c, _) -> gateHistory(c));
    routes.act("/api/v1/rollouts/:unit/:action", Role.OPERATOR, this::move);
    routes.act("/api/v1/rollouts/:unit/gates/:gate/approve", Role.OPERATOR, this::approve);
  }

  private void all(RoutingContext context) {
    Parameters.none(context);
    Answers.json(context, 200, services.rollouts());
  }

  private void one(RoutingContext context) {
    Parameters.none(context);
    Optional<RolloutService.Rollout> found = services.rollout(context.pathParam("unit"));
    if (found.isPresent()) {
      Answers.json(context, 200, found.get(), found.get().version());
    } else {
      answer(context, found);
    }
  }

  private void gateHistory(RoutingContext context) {
    Parameters.none(context);
    answer(context, services.gateHistory(context.pathParam("unit"), context.pathParam("gate")));
  }

  private void turns(RoutingContext context) {
    Parameters.none(context);
    String unit = context.pathParam("unit");
    answer(context, services.rollout(unit).map(_ -> services.turns(unit)));
  }

  private void history(RoutingContext context) {
    Parameters asked = Parameters.of(context, "cursor", "limit");
    int cursor = asked.number("cursor", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    int limit = asked.number("limit", USUAL, 1, MOST);
    String unit = context.pathParam("unit");
    answer(context, services.rollout(unit).map(_ -> page(context, unit, cursor, limit)));
  }

  private Map<String, Object> page(RoutingContext context, String unit, int cursor, int limit) {
    List<RolloutService.Past> entries =
        services.past(unit, cursor == Integer.MAX_VALUE ? Long.MAX_VALUE : cursor, limit + 1);
    boolean more = entries.size() > limit;
    List<RolloutService.Past> page = more ? entries.subList(0, limit) : entries;
    Long next = more ? page.getLast().seq() : null;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("entries", page);
    body.put("cursor", next);
    Paging.next(context, next);
    return body;
  }

  private static void answer(RoutingContext context, Optional<?> found) {
    if (found.isPresent()) {
      Answers.json(context, 200, found.get());
    } else {
      String unit = context.pathParam("unit");
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
