package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.CrawlService;
import dev.crossfade.console.service.CrawlService.Dimension;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/crawl}: what crawlers are answered. */
public final class CrawlApi {
  private static final int USUAL_HOURS = 24;
  private static final int MOST_HOURS = 92 * 24;

  private final CrawlService services;

  public CrawlApi(CrawlService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/crawl", (c, _) -> crawl(c));
  }

  private void crawl(RoutingContext context) {
    Parameters asked = Parameters.of(context, "hours", "by");
    CrawlService.Crawl crawl =
        services.crawl(
            asked.number("hours", USUAL_HOURS, 1, MOST_HOURS), dimensions(asked.text("by")));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("from", crawl.from());
    answer.put("to", crawl.to());
    answer.put("hits", crawl.hits().stream().map(CrawlApi::row).toList());
    answer.put("alarms", crawl.alarms());
    answer.put("flips", crawl.flips());
    answer.put("dropped", crawl.dropped());
    answer.put("store", crawl.store());
    Answers.json(context, 200, answer);
  }

  private static Map<String, Object> row(CrawlService.Hits hits) {
    Map<String, Object> row = new LinkedHashMap<>(hits.kind());
    row.put("hits", hits.hits());
    return row;
  }

  private static Set<Dimension> dimensions(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return EnumSet.allOf(Dimension.class);
    }
    Set<Dimension> by = EnumSet.noneOf(Dimension.class);
    for (String name : text.split(",", -1)) {
      by.add(dimension(name));
    }
    return by;
  }

  private static Dimension dimension(String name) {
    for (Dimension dimension : Dimension.values()) {
      if (dimension.name().toLowerCase(Locale.ROOT).equals(name)) {
        return dimension;
      }
    }
    List<String> all =
        List.of(Dimension.values()).stream().map(d -> d.name().toLowerCase(Locale.ROOT)).toList();
    throw new BadRequest("by: " + name + " (expected: some of " + String.join(",", all) + ")");
  }
}
