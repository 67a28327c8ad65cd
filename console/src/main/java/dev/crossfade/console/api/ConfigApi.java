package dev.crossfade.console.api;

import dev.crossfade.config.Loaded;
import dev.crossfade.config.Reload;
import dev.crossfade.config.Snapshot;
import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.shape.JsonView;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.EntityTags;
import dev.crossfade.console.http.JsonBody;
import dev.crossfade.console.http.Media;
import dev.crossfade.console.http.Paging;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.ProblemKind;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.ConfigService.ConfigDifference;
import dev.crossfade.console.service.ConfigService.Consequence;
import dev.crossfade.console.service.ConfigService.VersionText;
import dev.crossfade.console.service.ProblemView;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /api/v1/config…}: what is served by, its versions, and changes of it. */
public final class ConfigApi {
  private static final int MOST_VERSION = 999_999_999;
  private static final int USUAL = 20;
  private static final int MOST = 100;

  /** The type of a file is what people's tools make of its name, and few know YAML. */
  private static final Media YAML =
      Media.reading(
          "application/yaml",
          "application/x-yaml",
          "text/yaml",
          "text/x-yaml",
          "text/plain",
          "application/json",
          "application/octet-stream");

  private final AdminServices services;

  public ConfigApi(AdminServices services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/config", (c, _) -> active(c));
    routes.view("/api/v1/config/history", (c, _) -> history(c));
    routes.view("/api/v1/config/history/:version", (c, _) -> version(c));
    routes.view("/api/v1/config/difference", (c, _) -> difference(c));
    routes.view("/api/v1/config/consequence", this::consequence);
    routes.act("/api/v1/config/check", Role.VIEWER, YAML, this::check);
    routes.act("/api/v1/config/reload", Role.OPERATOR, this::reload);
    routes.act("/api/v1/config/rollback", Role.OPERATOR, this::rollback);
  }

  private void active(RoutingContext context) {
    Parameters.none(context);
    Optional<Snapshot> snapshot = services.snapshot();
    if (snapshot.isEmpty()) {
      Answers.problem(context, 503, "starting", "no configuration is active yet");
      return;
    }
    Map<String, Object> body = describe(snapshot.get());
    body.put("warnings", lines(snapshot.get().warnings()));
    body.put("config", JsonView.of(snapshot.get().config()));
    Answers.json(context, 200, body, Long.toString(snapshot.get().version()));
  }

  private void history(RoutingContext context) {
    Parameters asked = Parameters.of(context, "cursor", "limit");
    long before = asked.number("cursor", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    int limit = asked.number("limit", USUAL, 1, MOST);
    List<AdminServices.Version> all =
        services.versions().stream().filter(version -> version.version() < before).toList();
    List<AdminServices.Version> page = all.subList(0, Math.min(limit, all.size()));
    Long next = page.size() < all.size() ? page.getLast().version() : null;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("versions", page);
    body.put("cursor", next);
    Paging.next(context, next);
    Answers.json(context, 200, body);
  }

  private void version(RoutingContext context) {
    Parameters.none(context);
    String number = context.pathParam("version");
    Optional<VersionText> text =
        number.matches("[0-9]{1,9}")
            ? services.versionText(Long.parseLong(number))
            : Optional.empty();
    if (text.isPresent()) {
      Answers.json(context, 200, text.get());
    } else {
      notKept(context, number);
    }
  }

  private static void notKept(RoutingContext context, String version) {
    Answers.problem(
        context,
        404,
        "no such version",
        "version " + version + " is not kept (expected: one of /api/v1/config/history)");
  }

  private void difference(RoutingContext context) {
    Parameters asked = Parameters.of(context, "from", "to");
    long active = services.snapshot().map(Snapshot::version).orElse(0L);
    int from = asked.number("from", -1, 1, MOST_VERSION);
    int to = asked.number("to", (int) active, 1, MOST_VERSION);
    if (from < 0) {
      throw new BadRequest("from is missing (expected: a version)");
    }
    Optional<ConfigDifference> difference = services.difference(from, to);
    if (difference.isPresent()) {
      Answers.json(context, 200, difference.get());
    } else {
      notKept(context, from + " or " + to);
    }
  }

  /** Of a reload, or of going back to a version. */
  private void consequence(RoutingContext context, Actor actor) {
    Parameters asked = Parameters.of(context, "version");
    int version = asked.number("version", 0, 1, MOST_VERSION);
    Optional<Consequence> consequence =
        services.consequence(version == 0 ? null : (long) version, actor.may(Role.OPERATOR));
    if (consequence.isPresent()) {
      Answers.json(context, 200, consequence.get());
    } else {
      notKept(context, Integer.toString(version));
    }
  }

  private void check(RoutingContext context, Actor actor) {
    String text = context.body().asString("UTF-8");
    boolean files = actor.may(Role.OPERATOR);
    switch (services.check(text == null ? "" : text, files)) {
      case Loaded.Valid valid ->
          checked(context, List.of(), valid.warnings(), services.changes(valid.config()), files);
      case Loaded.Invalid invalid ->
          checked(context, invalid.problems(), invalid.warnings(), List.of(), files);
    }
  }

  private static void checked(
      RoutingContext context,
      List<Problem> problems,
      List<Problem> warnings,
      List<String> rollouts,
      boolean files) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("valid", problems.isEmpty());
    body.put("files", files);
    body.put("problems", views(problems));
    body.put("warnings", views(warnings));
    body.put("rollouts", rollouts);
    if (problems.isEmpty()) {
      Answers.json(context, 200, body);
    } else {
      String detail = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
      Answers.problem(context, 422, ProblemKind.CONFIGURATION_REFUSED.title(), detail, body);
    }
  }

  private void reload(RoutingContext context, Actor actor) {
    String reason = JsonBody.of(context, "reason").text("reason").orElse("");
    answer(context, services.reload(actor.name(), reason, EntityTags.expected(context)));
  }

  private void rollback(RoutingContext context, Actor actor) {
    JsonBody body = JsonBody.of(context, "version", "reason");
    long version =
        body.number("version")
            .orElseThrow(
                () ->
                    new BadRequest("version: none (expected: one of GET /api/v1/config/history)"));
    String reason = body.text("reason").orElse("");
    answer(context, services.rollback(version, actor.name(), reason, EntityTags.expected(context)));
  }

  private static void answer(RoutingContext context, AdminServices.Reading reading) {
    switch (reading) {
      case AdminServices.Read(Reload reload) -> answer(context, reload);
      case AdminServices.Outdated(Snapshot active) ->
          Answers.stale(
              context,
              describe(active),
              Long.toString(active.version()),
              "version "
                  + active.version()
                  + " is active by now, of "
                  + active.cause().actor()
                  + " at "
                  + active.since());
      case AdminServices.NotKept(long version) ->
          Answers.problem(
              context,
              404,
              "not found",
              "version " + version + " is not kept (expected: one of /api/v1/config/history)");
    }
  }

  private static void answer(RoutingContext context, Reload reload) {
    switch (reload) {
      case Reload.Applied applied -> {
        Map<String, Object> body = describe(applied.snapshot());
        body.put("warnings", lines(applied.snapshot().warnings()));
        Answers.json(context, 200, body, Long.toString(applied.snapshot().version()));
      }
      case Reload.Refused refused -> Answers.refused(context, refused.problems());
    }
  }

  private static Map<String, Object> describe(Snapshot snapshot) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", snapshot.version());
    body.put("source", snapshot.source());
    body.put("since", snapshot.since());
    body.put("trigger", snapshot.cause().trigger().name().toLowerCase(Locale.ROOT));
    body.put("actor", snapshot.cause().actor());
    body.put("reason", snapshot.cause().reason());
    return body;
  }

  private static List<String> lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  private static List<ProblemView> views(List<Problem> problems) {
    return problems.stream().map(ProblemView::of).toList();
  }
}
