package dev.crossfade.console.api;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.EntityTags;
import dev.crossfade.console.http.JsonBody;
import dev.crossfade.console.http.Media;
import dev.crossfade.console.http.Paging;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.FindingService;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/findings…} and {@code /api/v1/guards…}: what live parity found and did. */
public final class FindingApi {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;
  private static final int USUAL_HOURS = 7 * 24;
  private static final int MOST_HOURS = 30 * 24;
  private static final int MOST_IN_CSV = 10_000;
  private static final List<String> SEVERITIES = List.of("critical", "major", "minor");
  private static final List<String> STATES = List.of("open", "noise", "closed", "accepted");

  private final FindingService services;

  public FindingApi(FindingService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view(
        "/api/v1/findings", Media.answering("application/json", "text/csv"), (c, _) -> all(c));
    routes.view("/api/v1/findings/trend", (c, _) -> trend(c)); // no id is without a point
    routes.view("/api/v1/findings/:id", (c, _) -> one(c));
    routes.view("/api/v1/findings/:id/trend", (c, _) -> trendOf(c));
    routes.act("/api/v1/findings/:id/accept", Role.OPERATOR, this::accept);
    routes.act("/api/v1/findings/:id/reopen", Role.OPERATOR, this::reopen);
    routes.view("/api/v1/guards", (c, _) -> guards(c));
    routes.act("/api/v1/guards/:unit/:template/release", Role.OPERATOR, this::release);
  }

  private void all(RoutingContext context) {
    Parameters asked =
        Parameters.of(
            context,
            "unit",
            "template",
            "rule",
            "severity",
            "state",
            "since",
            "cursor",
            "limit",
            "format");
    boolean csv = Csv.isWanted(context, asked);
    FindingService.Wanted wanted =
        new FindingService.Wanted(
            asked.text("unit"),
            asked.text("template"),
            asked.text("rule"),
            word(asked, "severity", SEVERITIES),
            word(asked, "state", STATES),
            since(asked.text("since")),
            asked.text("cursor"),
            asked.number("limit", csv ? MOST_IN_CSV : USUAL, 1, csv ? MOST_IN_CSV : MOST));
    FindingService.Findings found;
    try {
      found = services.findings(wanted);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()), e);
    }
    if (csv) {
      Csv.send(context, "findings.csv", FindingCsv.of(found.findings()));
    } else {
      Paging.next(context, found.cursor());
      Answers.json(context, 200, found);
    }
  }

  private static @Nullable String word(Parameters asked, String name, List<String> words) {
    String text = asked.text(name);
    if (text != null && !words.contains(text)) {
      throw new BadRequest(
          name + ": " + text + " (expected: one of " + String.join(", ", words) + ")");
    }
    return text;
  }

  private static @Nullable Instant since(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new BadRequest("since: " + text + " (expected: a time such as 2026-11-21T12:00:00Z)");
    }
  }

  private void trend(RoutingContext context) {
    Parameters asked = Parameters.of(context, "hours", "unit");
    Answers.json(context, 200, services.findingTrend(hours(asked), asked.text("unit")));
  }

  private void trendOf(RoutingContext context) {
    String id = context.pathParam("id");
    int hours = hours(Parameters.of(context, "hours"));
    oneOrNone(context, id, services.findingTrendOf(id, hours));
  }

  private static int hours(Parameters asked) {
    return asked.number("hours", USUAL_HOURS, 1, MOST_HOURS);
  }

  private void one(RoutingContext context) {
    Parameters.none(context);
    String id = context.pathParam("id");
    Optional<FindingService.Group> found = services.finding(id);
    if (found.isPresent()) {
      Answers.json(context, 200, found.get(), found.get().version());
    } else {
      oneOrNone(context, id, found);
    }
  }

  private static void oneOrNone(RoutingContext context, String id, Optional<?> found) {
    if (found.isPresent()) {
      Answers.json(context, 200, found.get());
    } else {
      Answers.problem(
          context,
          404,
          "not found",
          "finding " + id + " (expected: an id such as catalog.SEO-TITLE.product)");
    }
  }

  private void accept(RoutingContext context, Actor actor) {
    String reason = JsonBody.of(context, "reason").text("reason").orElse("").strip();
    if (reason.isEmpty()) {
      throw new BadRequest("reason: none (expected: why this can stay, for who reads it later)");
    }
    answer(
        context,
        services.acceptFinding(
            context.pathParam("id"), actor.name(), reason, EntityTags.expected(context)));
  }

  private void reopen(RoutingContext context, Actor actor) {
    String reason = JsonBody.of(context, "reason").text("reason").orElse("").strip();
    answer(
        context,
        services.reopenFinding(
            context.pathParam("id"), actor.name(), reason, EntityTags.expected(context)));
  }

  private void guards(RoutingContext context) {
    Parameters.none(context);
    Answers.json(context, 200, services.guards());
  }

  private void release(RoutingContext context, Actor actor) {
    String reason = JsonBody.of(context, "reason").text("reason").orElse("").strip();
    answer(
        context,
        services.releaseGuard(
            context.pathParam("unit"),
            context.pathParam("template"),
            actor.name(),
            reason,
            EntityTags.expected(context)));
  }

  private static void answer(RoutingContext context, FindingService.Said said) {
    switch (said) {
      case FindingService.Noted(FindingService.Named state) ->
          Answers.json(context, 200, state, state.version());
      case FindingService.Stale(FindingService.Named state) ->
          Answers.stale(context, state, state.version(), "it is another version by now");
      case FindingService.Refused(String reason) ->
          Answers.problem(context, 409, "refused", reason);
      case FindingService.Unknown(String reason) ->
          Answers.problem(context, 404, "not found", reason);
    }
  }
}
