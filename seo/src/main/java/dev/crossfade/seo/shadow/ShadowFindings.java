package dev.crossfade.seo.shadow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the comparisons of a process have found: a finding for each unit, template and place, with a
 * count and the latest example. Bounded; when there is no room, the kind goes that was seen longest
 * ago. Thread-safe.
 */
public final class ShadowFindings {
  private static final int MOST_KINDS = 500;
  private static final int LONGEST_PATH = 200;
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final Map<Kind, Entry> byKind = new LinkedHashMap<>(16, 0.75f, true);

  private record Kind(String unit, String template, String place) {}

  private record Entry(ShadowFinding finding, Instant told) {}

  /**
   * Takes down what a verdict says.
   *
   * @param path of the request, without its query
   * @return what is worth telling: kinds that are new, or that nobody was told of for a minute
   */
  public synchronized List<ShadowFinding> add(
      String unit, String path, ShadowVerdict verdict, Instant now) {
    return switch (verdict) {
      case ShadowVerdict.StatusDiffers(int served, int shadow) ->
          addAll(
              unit,
              path,
              List.of(new Difference("status", Integer.toString(served), Integer.toString(shadow))),
              now);
      case ShadowVerdict.BodyDiffers(List<Difference> differences, int _) ->
          addAll(unit, path, differences, now);
      case ShadowVerdict.Same _, ShadowVerdict.Incomparable _ -> List.of();
    };
  }

  private List<ShadowFinding> addAll(
      String unit, String path, List<Difference> differences, Instant now) {
    Map<String, Difference> byPlace = new LinkedHashMap<>();
    differences.forEach(difference -> byPlace.putIfAbsent(difference.place(), difference));
    List<ShadowFinding> news = new ArrayList<>();
    for (Difference difference : byPlace.values()) {
      Kind kind = new Kind(unit, PathTemplate.of(path), difference.place());
      Entry before = byKind.get(kind);
      ShadowFinding finding = finding(kind, before, path, difference, now);
      Instant told = before == null ? Instant.MIN : before.told;
      boolean isNew = told.isBefore(now.minus(SILENCE).plusNanos(1));
      byKind.put(kind, new Entry(finding, isNew ? now : told));
      if (isNew) {
        news.add(finding);
      }
    }
    while (byKind.size() > MOST_KINDS) {
      byKind.remove(byKind.keySet().iterator().next());
    }
    return news;
  }

  private static ShadowFinding finding(
      Kind kind, @Nullable Entry before, String path, Difference difference, Instant now) {
    return new ShadowFinding(
        kind.unit,
        kind.template,
        kind.place,
        before == null ? 1 : before.finding.count() + 1,
        before == null ? now : before.finding.first(),
        now,
        path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path,
        difference.served(),
        difference.shadow());
  }

  /** All findings, those of most requests first. */
  public synchronized List<ShadowFinding> list() {
    return byKind.values().stream()
        .map(Entry::finding)
        .sorted(Comparator.comparingLong(ShadowFinding::count).reversed())
        .toList();
  }
}
