package dev.crossfade.console.pages.rollout;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.pages.ErrorPage;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.RolloutService;
import dev.crossfade.console.service.RolloutService.Rollout;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /rollouts} and {@code /rollouts/{unit}}. The form of an order is sent to {@code
 * /rollouts/{unit}/{order}}; done, it leads back to the page of the unit; refused, the page is
 * answered with the form open, the reason, and what was typed.
 */
public final class RolloutPages {
  private final RolloutService service;
  private final Html html;

  public RolloutPages(RolloutService service, Html html) {
    this.service = service;
    this.html = html;
  }

  public void open(Routes routes) {
    routes.view("/rollouts", this::all);
    routes.view("/rollouts/:unit", this::one);
    routes.view("/rollouts/:unit/:order", (c, actor) -> form(c, actor, order(c), ""));
    routes.view(
        "/rollouts/:unit/gates/:gate/approve", (c, actor) -> form(c, actor, "approve", gate(c)));
    routes.act("/rollouts/:unit/:order", Role.OPERATOR, (c, actor) -> act(c, actor, order(c), ""));
    routes.act(
        "/rollouts/:unit/gates/:gate/approve",
        Role.OPERATOR,
        (c, actor) -> act(c, actor, "approve", gate(c)));
  }

  private static String order(RoutingContext context) {
    return context.pathParam("order");
  }

  private static String gate(RoutingContext context) {
    return context.pathParam("gate");
  }

  private void all(RoutingContext context, Actor actor) {
    Frame frame = html.frame(context, actor, Section.ROLLOUTS, "Rollouts");
    Instant now = Instant.now();
    List<RolloutLine> lines =
        service.rollouts().stream().map(rollout -> RolloutLine.of(rollout, now)).toList();
    Html.send(context, 200, Html.TEMPLATES.rollouts(frame, lines));
  }

  private void one(RoutingContext context, Actor actor) {
    Parameters asked = Parameters.of(context, "before");
    int before = asked.number("before", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    find(context)
        .ifPresent(
            rollout ->
                show(
                    context,
                    actor,
                    200,
                    RolloutPage.of(
                        service,
                        rollout,
                        before == Integer.MAX_VALUE ? Long.MAX_VALUE : before,
                        null,
                        null)));
  }

  /** The page with a form open: what a browser asks for that goes back to one. */
  private void form(RoutingContext context, Actor actor, String order, String gate) {
    Tried opened = Tried.opened(order, gate);
    find(context).ifPresent(rollout -> show(context, actor, 200, page(rollout, opened, null)));
  }

  private void act(RoutingContext context, Actor actor, String order, String gate) {
    Tried tried = Tried.of(context.request(), order, gate);
    Optional<Rollout> found = find(context);
    if (found.isEmpty()) {
      return;
    }
    Rollout rollout = found.get();
    RolloutService.Order wanted = tried.toOrder(actor.name());
    String misses = tried.misses();
    if (misses != null) {
      show(context, actor, 409, page(rollout, tried, misses));
      return;
    }
    switch (service.order(rollout.unit(), wanted, tried.expected())) {
      case RolloutService.Moved(Rollout now) ->
          Html.done(context, path(now.unit()), done(tried, now));
      case RolloutService.Refused(String reason) ->
          show(
              context,
              actor,
              409,
              page(service.rollout(rollout.unit()).orElse(rollout), tried, refused(reason)));
      case RolloutService.Stale(Rollout now) ->
          show(context, actor, 409, page(now, tried, Tried.late(now)));
      case RolloutService.Unknown(String reason) ->
          ErrorPage.send(context, 404, "not found", reason);
    }
  }

  private RolloutPage page(Rollout rollout, Tried tried, @Nullable String problem) {
    return RolloutPage.of(service, rollout, Long.MAX_VALUE, tried, problem);
  }

  private void show(RoutingContext context, Actor actor, int status, RolloutPage page) {
    Frame frame = html.frame(context, actor, Section.ROLLOUTS, page.rollout().unit());
    Html.send(context, status, Html.TEMPLATES.rollout(frame, page));
  }

  /** Answers by itself where there is none. */
  private Optional<Rollout> find(RoutingContext context) {
    String unit = context.pathParam("unit");
    Optional<Rollout> found = service.rollout(unit);
    if (found.isEmpty()) {
      ErrorPage.send(
          context, 404, "not found", "unit " + unit + " (expected: a unit with a rollout)");
    }
    return found;
  }

  private static String done(Tried tried, Rollout now) {
    String what = tried.gate().isEmpty() ? tried.order() : "approval of " + tried.gate();
    return now.unit()
        + ": "
        + what
        + " carried out. It is "
        + RolloutPage.state(now)
        + (now.durable() ? "." : ", which is in effect but not in the journal yet.");
  }

  private static String refused(String reason) {
    return "Nothing was done. " + reason + (reason.endsWith(".") ? "" : ".");
  }

  /** The page of a unit. */
  public static String path(String unit) {
    return "/rollouts/" + URLEncoder.encode(unit, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
