package dev.crossfade.seo.crawl;

import dev.crossfade.seo.finding.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code BOT-DROP}: a crawler comes less than it did.
 *
 * <p>The last six hours and the last day that are over are held against the same hours of each of
 * the seven days before. It is a drop when there is less than half of the median, and less than the
 * median by four times how much those days differ among themselves. Of these days at least three
 * must have been watched, and their median be large enough to tell.
 */
final class CrawlDrops {
  private static final int[] WINDOWS = {6, 24};
  private static final int DAYS = 7;
  private static final int LEAST_DAYS = 3;
  private static final double LEAST_MEDIAN = 60;
  private static final double SHARE = 0.5;
  private static final double DEVIATIONS = 4;

  /** What makes the median distance from the median a standard deviation. */
  private static final double NORMAL = 1.4826;

  private CrawlDrops() {}

  static void find(CrawlPast past, long now, List<CrawlAlarm> found) {
    Map<String, CrawlAlarm> worst = new TreeMap<>();
    for (int window : WINDOWS) {
      if (isWatched(past, now, window)) {
        List<Integer> days = new ArrayList<>();
        for (int day = 1; day <= DAYS; day++) {
          if (isWatched(past, now - day * 24L, window)) {
            days.add(day);
          }
        }
        if (days.size() >= LEAST_DAYS) {
          visits(past, now, window)
              .forEach((crawler, visits) -> judge(crawler, visits, days, window, worst));
        }
      }
    }
    found.addAll(worst.values());
  }

  /** Whether all hours before this one were. */
  private static boolean isWatched(CrawlPast past, long end, int window) {
    for (int i = 1; i <= window; i++) {
      if (!past.watched().contains(end - i)) {
        return false;
      }
    }
    return true;
  }

  /** Visits of each crawler: today's first, then those of the same hours of each day before. */
  private static Map<String, long[]> visits(CrawlPast past, long now, int window) {
    Map<String, long[]> visits = new TreeMap<>();
    past.counts()
        .forEach(
            (kind, count) -> {
              long age = now - 1 - kind.hour();
              long day = Math.floorDiv(age, 24L);
              boolean within = age >= 0 && day <= DAYS && age - day * 24 < window;
              if (kind.isGenuine() && within) {
                visits.computeIfAbsent(kind.crawler(), _ -> new long[DAYS + 1])[(int) day] += count;
              }
            });
    return visits;
  }

  private static void judge(
      String crawler,
      long[] visits,
      List<Integer> days,
      int window,
      Map<String, CrawlAlarm> worst) {
    List<Double> before = new ArrayList<>();
    days.forEach(day -> before.add((double) visits[day]));
    double median = median(before);
    List<Double> distances = new ArrayList<>();
    before.forEach(visit -> distances.add(Math.abs(visit - median)));
    double spread = Math.max(Math.sqrt(median), NORMAL * median(distances));
    boolean drop = visits[0] < SHARE * median && median - visits[0] > DEVIATIONS * spread;
    if (median >= LEAST_MEDIAN && drop) {
      worst.putIfAbsent(
          crawler,
          new CrawlAlarm(
              Rule.BOT_DROP,
              crawler,
              "",
              "",
              "",
              "%s came %d times in the last %d hours; in the same hours of the %d days before it was %d (median)"
                  .formatted(crawler, visits[0], window, days.size(), Math.round(median)),
              "before: " + before.stream().map(d -> Long.toString(d.longValue())).toList()));
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
