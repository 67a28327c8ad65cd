package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.TrafficService;
import dev.crossfade.console.service.TrafficService.Flow;
import dev.crossfade.console.service.TrafficService.Line;
import dev.crossfade.console.service.TrafficService.Span;
import dev.crossfade.console.service.TrafficService.Split;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/traffic}: what visitors were answered over time. */
public final class TrafficApi {
  private final TrafficService services;

  public TrafficApi(TrafficService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/traffic", (c, _) -> traffic(c));
  }

  private void traffic(RoutingContext context) {
    Parameters asked = Parameters.of(context, "span", "by", "unit");
    Span span = span(asked.text("span"));
    String unit = asked.text("unit");
    Split by = by(asked.text("by"));
    if (by == Split.ARM && unit == null) {
      throw new BadRequest("by: arm without a unit (expected: unit as well; arms are of units)");
    }
    Flow traffic = services.traffic(span, by, unit);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("span", span.word());
    answer.put("by", word(by));
    answer.put("unit", unit);
    answer.put("since", traffic.since());
    answer.put("from", traffic.from());
    answer.put("stepSeconds", traffic.step().toSeconds());
    answer.put("lines", traffic.lines().stream().map(TrafficApi::line).toList());
    answer.put("marks", traffic.marks());
    Answers.json(context, 200, answer);
  }

  private static Map<String, Object> line(Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", line.name());
    json.put("requests", known(line.requests()));
    json.put("errors", known(line.errors()));
    json.put("p50", known(line.p50()));
    json.put("p95", known(line.p95()));
    json.put("total", line.total());
    json.put("failed", line.failed());
    return json;
  }

  private static List<@Nullable Double> known(List<Double> figures) {
    return figures.stream().<@Nullable Double>map(v -> Double.isNaN(v) ? null : v).toList();
  }

  private static Span span(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Span.HOUR;
    }
    return Span.parse(text)
        .orElseThrow(() -> new BadRequest("span: " + text + " (expected: " + Span.EXPECTED + ")"));
  }

  private static Split by(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Split.BACKEND;
    }
    for (Split by : Split.values()) {
      if (word(by).equals(text)) {
        return by;
      }
    }
    throw new BadRequest("by: " + text + " (expected: backend or arm)");
  }

  private static String word(Split by) {
    return by.name().toLowerCase(Locale.ROOT);
  }
}
