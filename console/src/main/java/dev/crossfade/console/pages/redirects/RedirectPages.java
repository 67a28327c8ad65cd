package dev.crossfade.console.pages.redirects;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.api.RedirectApi;
import dev.crossfade.console.api.RedirectSearches;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Guard;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.http.Upload;
import dev.crossfade.console.pages.Figures;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.RedirectPreviewService.Busy;
import dev.crossfade.console.service.RedirectPreviewService.Preview;
import dev.crossfade.console.service.RedirectPreviewService.Slot;
import dev.crossfade.console.service.RedirectPreviewService.Unfit;
import dev.crossfade.console.service.RedirectService.Lint;
import dev.crossfade.console.service.RedirectService.Linting;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /redirects…}. */
public final class RedirectPages {
  private static final int ON_A_PAGE = 50;
  private static final int MOST = 200;
  private static final int MISSES = 100;
  private static final String PREVIEW = "/redirects/preview";

  private final AdminServices services;
  private final Html html;

  public RedirectPages(AdminServices services, Html html) {
    this.services = services;
    this.html = html;
  }

  public void open(Routes routes) {
    routes.view("/redirects", this::entries);
    routes.view("/redirects/misses", this::misses);
    routes.view("/redirects/misses.csv", (c, _) -> csv(c));
    routes.view("/redirects/lint", this::lint);
    routes.upload(PREVIEW, Role.OPERATOR, this::upload);
    routes.view(PREVIEW, (c, actor) -> preview(c, actor, 200, null));
    routes.view(PREVIEW + "/:id", (c, _) -> RedirectApi.file(c, services));
  }

  private Frame frame(RoutingContext context, Actor actor) {
    return html.frame(context, actor, Section.REDIRECTS, "Redirects");
  }

  private void entries(RoutingContext context, Actor actor) {
    var search = RedirectSearches.of(context, ON_A_PAGE, MOST);
    EntriesView view = new EntriesView(search, services.redirects(search));
    Html.send(context, 200, Html.TEMPLATES.redirectsEntries(frame(context, actor), view));
  }

  private void misses(RoutingContext context, Actor actor) {
    MissesView view = new MissesView(services.misses(0, MISSES));
    Html.send(context, 200, Html.TEMPLATES.redirectsMisses(frame(context, actor), view));
  }

  private void csv(RoutingContext context) {
    context
        .response()
        .putHeader("content-disposition", "attachment; filename=\"redirects-suggested.csv\"");
    Answers.text(
        context, 200, "text/csv; charset=utf-8", new MissesView(services.misses(0, MISSES)).csv());
  }

  private void lint(RoutingContext context, Actor actor) {
    Lint lint = services.lint();
    if (lint instanceof Linting) {
      context.response().putHeader("refresh", "2");
    }
    Html.send(context, 200, Html.TEMPLATES.redirectsLint(frame(context, actor), lint));
  }

  private void preview(RoutingContext context, Actor actor, int status, @Nullable Unfit unfit) {
    PreviewView view =
        new PreviewView(
            services.mapFiles(), unfit == null ? services.preview().orElse(null) : null, unfit);
    Html.send(context, status, Html.TEMPLATES.redirectsPreview(frame(context, actor), view));
  }

  private void upload(RoutingContext context, Actor actor, Guard guard) {
    switch (services.beginPreview(actor.name())) {
      case Busy busy ->
          preview(
              context,
              actor,
              409,
              new Unfit(
                  null,
                  "a file of "
                      + busy.actor()
                      + " is being looked at since "
                      + busy.since()
                      + "; try again when that is done",
                  List.of()));
      case Slot slot ->
          Upload.receive(
              context,
              guard,
              slot.file(),
              RedirectApi.MOST_UPLOADED,
              slot::close,
              received -> {
                var upload = received.upload(Parameters.of(context, "name", "format", "replaces"));
                switch (slot.examine(upload)) {
                  case Preview preview ->
                      Html.done(
                          context,
                          PREVIEW,
                          preview.name()
                              + ": "
                              + Figures.of(preview.redirects(), "redirect")
                              + " looked at. Nothing was changed.");
                  case Unfit unfit -> preview(context, actor, 422, unfit);
                }
              });
    }
  }
}
