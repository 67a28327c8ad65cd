package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Media;
import dev.crossfade.console.http.Paging;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.JournalService;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/journal}: who did what, when and why, newest first, page by page. */
public final class JournalApi {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;
  private static final int MOST_IN_CSV = 10_000;

  private final JournalService services;

  public JournalApi(JournalService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view(
        "/api/v1/journal", Media.answering("application/json", "text/csv"), (c, _) -> journal(c));
  }

  private void journal(RoutingContext context) {
    Parameters asked =
        Parameters.of(context, "kind", "subject", "actor", "cursor", "limit", "format");
    boolean csv = Csv.isWanted(context, asked);
    int cursor = asked.number("cursor", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    int limit = asked.number("limit", csv ? MOST_IN_CSV : USUAL, 1, csv ? MOST_IN_CSV : MOST);
    List<JournalService.Happened> entries =
        services.journal(
            new JournalService.Filter(
                asked.text("kind"), asked.text("subject"), asked.text("actor")),
            cursor == Integer.MAX_VALUE ? Long.MAX_VALUE : cursor,
            csv ? limit : limit + 1);
    if (csv) {
      Csv.send(context, "journal.csv", JournalCsv.of(entries));
      return;
    }
    boolean more = entries.size() > limit;
    List<JournalService.Happened> page = more ? entries.subList(0, limit) : entries;
    Long next = more ? page.getLast().seq() : null;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("entries", page);
    body.put("cursor", next);
    Paging.next(context, next);
    Answers.json(context, 200, body);
  }
}
