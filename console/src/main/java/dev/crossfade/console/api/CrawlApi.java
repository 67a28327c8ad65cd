package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.CrawlService;
import dev.crossfade.console.service.CrawlService.Dimension;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/crawl}: what crawlers are answered. */
public final class CrawlApi {
  private static final int USUAL_HOURS = 24;
  private static final int MOST_HOURS = 92 * 24;

  private static final String[] KNOWN =
      Stream.concat(Stream.of("hours", "by"), Stream.of(Dimension.values()).map(CrawlApi::word))
          .toArray(String[]::new);

  private final CrawlService services;

  public CrawlApi(CrawlService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/crawl", (c, _) -> crawl(c));
  }

  private void crawl(RoutingContext context) {
    Parameters asked = Parameters.of(context, KNOWN);
    CrawlService.Crawl crawl =
        services.crawl(
            asked.number("hours", USUAL_HOURS, 1, MOST_HOURS),
            dimensions(asked.text("by")),
            only(asked));
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

  private static Map<Dimension, String> only(Parameters asked) {
    Map<Dimension, String> only = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      String value = asked.text(word(dimension));
      if (value != null) {
        only.put(dimension, value);
      }
    }
    return only;
  }

  private static String word(Dimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT);
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
      if (word(dimension).equals(name)) {
        return dimension;
      }
    }
    List<String> all = Stream.of(Dimension.values()).map(CrawlApi::word).toList();
    throw new BadRequest("by: " + name + " (expected: some of " + String.join(",", all) + ")");
  }
}
