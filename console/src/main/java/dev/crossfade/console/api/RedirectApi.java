package dev.crossfade.console.api;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Guard;
import dev.crossfade.console.http.Media;
import dev.crossfade.console.http.Paging;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.http.Upload;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.RedirectPreviewService.Busy;
import dev.crossfade.console.service.RedirectPreviewService.Preview;
import dev.crossfade.console.service.RedirectPreviewService.Slot;
import dev.crossfade.console.service.RedirectPreviewService.Unfit;
import dev.crossfade.console.service.RedirectService;
import dev.crossfade.console.service.RedirectService.Linted;
import dev.crossfade.console.service.RedirectService.Linting;
import dev.crossfade.console.service.RedirectService.NotLinted;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /api/v1/redirects…}: what is counted about redirects and about pages nobody has, what is
 * wrong with them, and what another file would change.
 */
public final class RedirectApi {
  /** Of a file that somebody wants to know about: more than a million redirects. */
  public static final long MOST_UPLOADED = 200L << 20;

  private static final int USUAL = 100;
  private static final int MOST = 1_000;
  private static final String CSV = "text/csv";
  private static final String LINES = "application/jsonl";
  private static final String PREVIEW = "/api/v1/redirects/preview";

  private final AdminServices services;

  public RedirectApi(AdminServices services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/redirects/stats", (c, _) -> stats(c));
    routes.view("/api/v1/redirects/misses", (c, _) -> misses(c));
    routes.view("/api/v1/redirects/lint", (c, _) -> lint(c));
    routes.upload(PREVIEW, Role.OPERATOR, this::preview);
    routes.view(PREVIEW, (c, _) -> last(c));
    routes.view(PREVIEW + "/:id", Media.answering(CSV, LINES), (c, _) -> file(c, services));
  }

  private void stats(RoutingContext context) {
    RedirectService.Entries page = services.redirects(RedirectSearches.of(context, USUAL, MOST));
    Paging.next(context, page.next());
    Answers.json(context, 200, page);
  }

  private void misses(RoutingContext context) {
    Parameters asked = Parameters.of(context, "cursor", "limit");
    int from = asked.number("cursor", 0, 0, 999_999_999);
    RedirectService.Misses page = services.misses(from, asked.number("limit", USUAL, 1, MOST));
    Paging.next(context, page.cursor());
    Answers.json(context, 200, page);
  }

  private void lint(RoutingContext context) {
    Parameters.none(context);
    switch (services.lint()) {
      case Linted linted -> Answers.json(context, 200, linted);
      case Linting linting -> {
        context.response().putHeader("retry-after", "2");
        Answers.json(context, 202, linting);
      }
      case NotLinted not -> Answers.problem(context, 503, "not linted", not.reason());
    }
  }

  private void preview(RoutingContext context, Actor actor, Guard guard) {
    Parameters asked = Parameters.of(context, "name", "format", "replaces");
    switch (services.beginPreview(actor.name())) {
      case Busy busy -> {
        context.response().putHeader("retry-after", "5");
        Answers.problem(
            context,
            409,
            "busy",
            "a file of " + busy.actor() + " is being looked at, since " + busy.since());
      }
      case Slot slot ->
          Upload.receive(
              context,
              guard,
              slot.file(),
              MOST_UPLOADED,
              slot::close,
              received -> {
                switch (slot.examine(received.upload(asked))) {
                  case Preview preview -> Answers.json(context, 200, described(preview));
                  case Unfit unfit -> unfit(context, unfit);
                }
              });
    }
  }

  private static Map<String, Object> described(Preview preview) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("file", PREVIEW + "/" + preview.id());
    body.put("preview", preview);
    return body;
  }

  private static void unfit(RoutingContext context, Unfit unfit) {
    Answers.problem(
        context, 400, "bad request", unfit.message(), Map.of("problems", unfit.problems()));
  }

  private void last(RoutingContext context) {
    Parameters.none(context);
    Optional<Preview> preview = services.preview();
    if (preview.isPresent()) {
      Answers.json(context, 200, described(preview.get()));
    } else {
      Answers.problem(context, 404, "no preview", "none is kept (expected: a POST of a file)");
    }
  }

  /** Hands out the file of a preview in our own format. */
  public static void file(RoutingContext context, AdminServices services) {
    Parameters.none(context);
    String id = context.pathParam("id");
    Optional<Path> file = services.previewFile(id);
    Optional<Preview> preview = services.preview();
    if (file.isEmpty() || preview.isEmpty()) {
      Answers.problem(
          context, 404, "no such file", "it is kept for an hour, and until the next preview");
      return;
    }
    String download = preview.get().download();
    context
        .response()
        .putHeader("content-type", download.endsWith(".csv") ? CSV + "; charset=utf-8" : LINES)
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader(
            "content-disposition",
            "attachment; filename=\"" + download.replaceAll("[^A-Za-z0-9._-]", "_") + "\"")
        .sendFile(file.get().toString())
        .onFailure(context::fail);
  }
}
