package dev.crossfade.console.pages.crawlers;

import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.CrawlService;
import dev.crossfade.console.service.CrawlService.Crawl;
import dev.crossfade.console.service.CrawlService.Dimension;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /crawlers}: what crawlers are answered, and what is not as it was. */
public final class CrawlersPage {
  private static final String PATH = "/crawlers";
  private static final int USUAL_HOURS = 24;
  private static final int MOST_HOURS = 92 * 24;
  private static final List<Dimension> FILTERS =
      List.of(
          Dimension.CRAWLER,
          Dimension.BACKEND,
          Dimension.TEMPLATE,
          Dimension.STATUS,
          Dimension.VERIFIED);

  private final Html html;
  private final CrawlService services;

  public CrawlersPage(Html html, CrawlService services) {
    this.html = html;
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view(PATH, this::show);
  }

  private void show(RoutingContext context, Actor actor) {
    Query query =
        Query.of(context, PATH, "hours", "crawler", "backend", "template", "status", "verified");
    int hours = hours(query);
    Crawl span = services.crawl(hours, Set.of(), Map.of());
    CrawlersView view =
        CrawlersView.of(
            query,
            span,
            services.crawlTables(hours, CrawlersView.ASKED, only(query)),
            services.crawlTables(hours, CrawlersView.ASKED_OF_ALL, Map.of()));
    Frame frame = html.frame(context, actor, Section.CRAWLERS, "Crawlers");
    Html.send(context, 200, Html.TEMPLATES.crawlers(frame, view));
  }

  private static int hours(Query query) {
    String text = query.text("hours");
    if (text == null) {
      return USUAL_HOURS;
    }
    int hours = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (hours < 1 || hours > MOST_HOURS) {
      throw new BadRequest("hours: " + text + " (expected: 1.." + MOST_HOURS + ")");
    }
    return hours;
  }

  private static Map<Dimension, String> only(Query query) {
    Map<Dimension, String> only = new EnumMap<>(Dimension.class);
    for (Dimension dimension : FILTERS) {
      String value = query.text(CrawlTable.key(dimension));
      if (value != null) {
        only.put(dimension, value);
      }
    }
    return only;
  }
}
