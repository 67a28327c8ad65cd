package dev.crossfade.console.pages.findings;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.pages.ErrorPage;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.Expected;
import dev.crossfade.console.service.FindingService;
import dev.crossfade.console.service.FindingService.Findings;
import dev.crossfade.console.service.FindingService.Group;
import dev.crossfade.console.service.FindingService.Guarding;
import dev.crossfade.console.service.FindingService.Said;
import dev.crossfade.console.service.FindingService.Wanted;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /findings} and {@code /findings/{id}}: what live parity found, and what people say. */
public final class FindingsPages {
  private static final String PATH = "/findings";
  private static final int TREND_HOURS = 7 * 24;
  private static final int SHARE_HOURS = 14 * 24;

  private final Html html;
  private final FindingService services;

  public FindingsPages(Html html, FindingService services) {
    this.html = html;
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view(PATH, this::all);
    routes.view(PATH + "/:id", this::one);
    routes.act(PATH + "/:id/accept", Role.OPERATOR, this::accept);
    routes.act(PATH + "/:id/reopen", Role.OPERATOR, this::reopen);
    routes.act("/guards/:unit/:template/release", Role.OPERATOR, this::release);
  }

  private void all(RoutingContext context, Actor actor) {
    Query query = Query.of(context, PATH, FindingsView.filters());
    Findings found;
    try {
      found = services.findings(FindingsView.wanted(query));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()), e);
    }
    int all = services.findings(new Wanted(null, null, null, null, null, null, null, 1)).total();
    FindingsView view =
        FindingsView.of(query, found, all, services.findingTrend(TREND_HOURS, query.text("unit")));
    Frame frame = html.frame(context, actor, Section.FINDINGS, "Findings");
    Html.send(context, 200, Html.TEMPLATES.findings(frame, view));
  }

  private void one(RoutingContext context, Actor actor) {
    String id = context.pathParam("id");
    Optional<Group> found = services.finding(id);
    if (found.isEmpty()) {
      ErrorPage.send(
          context,
          404,
          "not found",
          "Finding " + id + " is not known. It may have been closed for more than 90 days.");
      return;
    }
    Group group = found.get();
    List<Guarding> guards =
        services.guards().stream()
            .filter(g -> g.unit().equals(group.unit()) && g.template().equals(group.template()))
            .toList();
    Chart chart =
        services
            .findingTrendOf(id, SHARE_HOURS)
            .map(trend -> FindingCharts.share(trend, group.severity()))
            .orElse(null);
    Frame frame =
        html.frame(context, actor, Section.FINDINGS, group.rule() + " on " + group.template());
    Html.send(context, 200, Html.TEMPLATES.finding(frame, FindingRow.of(group), guards, chart));
  }

  private void accept(RoutingContext context, Actor actor) {
    String id = context.pathParam("id");
    String reason = reason(context);
    if (reason.isEmpty()) {
      throw new BadRequest("reason: none (expected: why this can stay, for who reads it later)");
    }
    answer(
        context,
        services.acceptFinding(id, actor.name(), reason, seen(context)),
        PATH + "/" + Query.encoded(id),
        "Accepted. It does not count any more.");
  }

  private void reopen(RoutingContext context, Actor actor) {
    String id = context.pathParam("id");
    answer(
        context,
        services.reopenFinding(id, actor.name(), reason(context), seen(context)),
        PATH + "/" + Query.encoded(id),
        "Reopened. It counts again.");
  }

  private void release(RoutingContext context, Actor actor) {
    String unit = context.pathParam("unit");
    String template = context.pathParam("template");
    answer(
        context,
        services.releaseGuard(unit, template, actor.name(), reason(context), seen(context)),
        PATH,
        "Released. next serves " + unit + "/" + template + " again.");
  }

  private static String reason(RoutingContext context) {
    String reason = context.request().getFormAttribute("reason");
    return reason == null ? "" : reason.strip();
  }

  /** What the form was made from: somebody may have said another thing meanwhile. */
  private static Expected seen(RoutingContext context) {
    String version = context.request().getFormAttribute("seen");
    return version == null || version.isEmpty() ? Expected.ANY : Expected.of(Set.of(version));
  }

  private static void answer(RoutingContext context, Said said, String path, String done) {
    switch (said) {
      case FindingService.Noted _ -> Html.done(context, path, done);
      case FindingService.Stale _ ->
          ErrorPage.send(
              context,
              409,
              "refused",
              "Nothing was done: somebody else was first. Look at what is now, and decide again.");
      case FindingService.Refused(String reason) -> ErrorPage.send(context, 409, "refused", reason);
      case FindingService.Unknown(String reason) ->
          ErrorPage.send(context, 404, "not found", reason);
    }
  }
}
