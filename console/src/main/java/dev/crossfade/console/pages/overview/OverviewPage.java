package dev.crossfade.console.pages.overview;

import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.TrafficService.Span;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /}: what needs a person, and the shop in one look. */
public final class OverviewPage {
  private final AdminServices services;
  private final Html html;

  public OverviewPage(AdminServices services, Html html) {
    this.services = services;
    this.html = html;
  }

  public void open(Routes routes) {
    routes.view("/", this::show);
  }

  private void show(RoutingContext context, Actor actor) {
    Parameters asked = Parameters.of(context, "span", "unit");
    OverviewView view =
        OverviewView.of(services, span(asked.text("span")), asked.text("unit"), Instant.now());
    Frame frame = html.frame(context, actor, Section.OVERVIEW, "Overview");
    Html.send(context, 200, Html.TEMPLATES.overview(frame, view));
  }

  private static @Nullable Span span(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    return Span.parse(text)
        .orElseThrow(() -> new BadRequest("span: " + text + " (expected: " + Span.EXPECTED + ")"));
  }
}
