package dev.crossfade.console.pages.journal;

import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.JournalService;
import io.vertx.ext.web.RoutingContext;

/** {@code /journal}: who did what, when and why. */
public final class JournalPage {
  private static final String PATH = "/journal";

  private final Html html;
  private final JournalService services;

  public JournalPage(Html html, JournalService services) {
    this.html = html;
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view(PATH, this::show);
  }

  private void show(RoutingContext context, Actor actor) {
    Query query = Query.of(context, PATH, "kind", "subject", "actor", "cursor");
    JournalView view =
        JournalView.of(
            query,
            services.journal(JournalView.filter(query), before(query), JournalView.PER_PAGE + 1));
    Frame frame = html.frame(context, actor, Section.JOURNAL, "Journal");
    Html.send(context, 200, Html.TEMPLATES.journal(frame, view));
  }

  private static long before(Query query) {
    String cursor = query.text("cursor");
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    if (!cursor.matches("[0-9]{1,18}")) {
      throw new BadRequest("cursor: " + cursor + " (expected: as the page before says)");
    }
    return Long.parseLong(cursor);
  }
}
