package dev.crossfade.seo.crawl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** What a judge who had looked every hour of the past would have said. Pure. */
final class CrawlHistory {
  private CrawlHistory() {}

  /** An alarm as it was seen first, and in how many hours. */
  private static final class Seen {
    private final CrawlAlarm first;
    private final long hour;
    private int hours;

    Seen(CrawlAlarm first, long hour) {
      this.first = first;
      this.hour = hour;
    }

    CrawlAlarm told() {
      return first.at(
          "first seen %s, in %d hours".formatted(Instant.ofEpochSecond(hour * 3_600), hours));
    }
  }

  /** Each alarm once. */
  static List<CrawlAlarm> alarms(CrawlPast past) {
    Map<CrawlAlarm.Subject, Seen> seen = new LinkedHashMap<>();
    NavigableMap<Long, CrawlPast.Builder> hours = past.byHour();
    for (long hour : hours.keySet()) {
      CrawlPast known = CrawlPast.of(hours.subMap(hour - CrawlJudge.HOURS, hour + 1).values());
      for (CrawlAlarm alarm : CrawlJudge.judge(known, hour)) {
        seen.computeIfAbsent(alarm.subject(), _ -> new Seen(alarm, hour)).hours++;
      }
    }
    List<CrawlAlarm> told = new ArrayList<>();
    seen.values().forEach(each -> told.add(each.told()));
    return told;
  }
}
