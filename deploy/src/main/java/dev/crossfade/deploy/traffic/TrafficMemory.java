package dev.crossfade.deploy.traffic;

import dev.crossfade.console.service.TrafficService.Flow;
import dev.crossfade.console.service.TrafficService.Line;
import dev.crossfade.console.service.TrafficService.Mark;
import dev.crossfade.console.service.TrafficService.Span;
import dev.crossfade.console.service.TrafficService.Split;
import dev.crossfade.deploy.traffic.Slots.Point;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered, the coarser the longer ago: 5 s for 15 minutes, a minute for a day, ten
 * minutes for a week. So 53 KB for each backend or arm of a unit that had requests, which a shop of
 * three units has 14 of, and 14 MB at most. Not thread-safe.
 */
final class TrafficMemory {
  /** Backends and arms, of all units. */
  private static final int MOST_TRACKS = 256;

  private static final int MOST_MARKS = 200;
  private static final MathContext DIGITS = new MathContext(4);

  private Instant since;
  private boolean begun;
  private final Map<Duration, Slots> byStep = new LinkedHashMap<>();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private final Map<String, Double> exposures = new HashMap<>();

  TrafficMemory(Instant since) {
    this.since = since;
    keep(Duration.ofSeconds(5), Duration.ofMinutes(15));
    keep(Duration.ofMinutes(1), Duration.ofHours(24));
    keep(Duration.ofMinutes(10), Duration.ofDays(7));
  }

  private void keep(Duration step, Duration length) {
    int size = (int) length.dividedBy(step);
    byStep.put(step, new Slots((int) step.toSeconds(), size, MOST_TRACKS));
  }

  Instant since() {
    return since;
  }

  /** Takes what was counted up to a moment, and the exposures at it. */
  void look(long millis, Map<Key, Counted> counted, Map<String, Double> exposed) {
    if (!begun) {
      begun = true;
      since = Instant.ofEpochMilli(millis);
    }
    byStep.values().forEach(slots -> slots.look(millis, counted));
    exposed.forEach(
        (unit, exposure) -> {
          Double before = exposures.put(unit, exposure);
          if (before != null && !before.equals(exposure)) {
            marks.addLast(new Mark(Instant.ofEpochMilli(millis), unit, exposure));
          }
        });
    exposures.keySet().retainAll(exposed.keySet());
    while (marks.size() > MOST_MARKS) {
      marks.removeFirst();
    }
  }

  /** The last steps, but none from before there was anything to remember. */
  Flow traffic(Span span, Split by, @Nullable String unit) {
    Slots slots = byStep.get(span.step());
    if (slots == null) {
      throw new IllegalArgumentException(
          "span: " + span + " (expected: one with a step of " + byStep.keySet() + ")");
    }
    int first = slots.last() - (int) span.length().dividedBy(span.step()) + 1;
    int begun = (int) Math.floorDiv(since.getEpochSecond(), span.step().toSeconds());
    int from = Math.min(slots.last(), Math.max(first, begun));
    List<Line> lines = new ArrayList<>();
    for (String name : slots.names(new Key(unit, by, ""))) {
      lines.add(line(name, slots.points(new Key(unit, by, name), from)));
    }
    Instant start = Instant.ofEpochMilli(slots.startOf(from));
    return new Flow(
        since,
        start,
        span.step(),
        lines,
        marks.stream()
            .filter(mark -> !mark.at().isBefore(start))
            .filter(mark -> unit == null || mark.unit().equals(unit))
            .toList());
  }

  private static Line line(String name, List<Point> points) {
    List<Double> requests = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    List<Double> p50 = new ArrayList<>();
    List<Double> p95 = new ArrayList<>();
    long total = 0;
    long failed = 0;
    for (Point point : points) {
      Track.Cell cell = point.cell();
      boolean none = cell.requests() == 0;
      requests.add(point.seconds() == 0 ? Double.NaN : rounded(cell.requests() / point.seconds()));
      errors.add(none ? Double.NaN : rounded(100.0 * cell.errors() / cell.requests()));
      p50.add(rounded(cell.p50()));
      p95.add(rounded(cell.p95()));
      total += cell.requests();
      failed += cell.errors();
    }
    return new Line(name, requests, errors, p50, p95, total, failed);
  }

  /** To what can be told apart: what is written is a third of what it would be. */
  private static double rounded(double value) {
    return Double.isNaN(value) ? value : new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
