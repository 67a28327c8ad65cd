package dev.crossfade.seo.crawl;

import dev.crossfade.routing.Templates;
import dev.crossfade.seo.finding.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code BOT-ERRORS}: a crawler gets more errors from a storefront's template than it used to.
 *
 * <p>The last hour, six hours and day are each held against the seven days before them. An error
 * counts as news when its share is two points and half as much again above the past, and five
 * standard deviations of what chance would bring: looked at every hour in three windows, that is a
 * false alarm in centuries, and real outages are hundreds of deviations away. What has no past is
 * held against a tenth.
 */
final class CrawlErrors {
  private static final int[] WINDOWS = {1, 6, 24};
  private static final int DAYS = 7;
  private static final int LEAST_HITS = 20;
  private static final int LEAST_ERRORS = 10;
  private static final int LEAST_PAST = 100;
  private static final double UNKNOWN_PAST = 0.10;
  private static final double POINTS = 0.02;
  private static final double RATIO = 1.5;
  private static final double DEVIATIONS = 5;

  private CrawlErrors() {}

  /** Answers that are judged as one. */
  private record Place(String crawler, String backend, String template)
      implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Hits and errors of a window and of its past, and the statuses of its errors. */
  private static final class Share {
    private long hits;
    private long errors;
    private long pastHits;
    private long pastErrors;
    private final Map<Integer, Long> statuses = new TreeMap<>();

    void add(CrawlKind kind, long count, boolean past) {
      long bad = kind.isError() ? count : 0;
      if (past) {
        pastHits += count;
        pastErrors += bad;
      } else {
        hits += count;
        errors += bad;
        if (bad > 0) {
          statuses.merge(kind.status(), bad, Long::sum);
        }
      }
    }

    boolean hasPast() {
      return pastHits >= LEAST_PAST;
    }

    double usual() {
      return hasPast() ? (double) pastErrors / pastHits : UNKNOWN_PAST;
    }

    /** The past is an estimate too, and one error more is never impossible. */
    boolean isNews() {
      double usual = usual();
      double share = (double) errors / hits;
      double guess = Math.max(usual, 1.0 / Math.max(pastHits, LEAST_PAST));
      double spread =
          Math.sqrt(guess * (1 - guess) * (1.0 / hits + (hasPast() ? 1.0 / pastHits : 0)));
      return hits >= LEAST_HITS
          && errors >= LEAST_ERRORS
          && share >= usual + POINTS
          && share >= usual * RATIO
          && share - usual > DEVIATIONS * spread;
    }
  }

  static void find(CrawlPast past, long now, List<CrawlAlarm> found) {
    Map<Place, CrawlAlarm> worst = new TreeMap<>();
    for (int window : WINDOWS) {
      shares(past, now, window)
          .forEach(
              (place, share) -> {
                if (share.isNews()) {
                  worst.putIfAbsent(place, alarm(place, share, window));
                }
              });
    }
    found.addAll(worst.values());
  }

  private static Map<Place, Share> shares(CrawlPast past, long now, int window) {
    long begin = now + 1 - window;
    long pastBegin = begin - DAYS * 24L;
    Map<Place, Share> shares = new HashMap<>();
    past.counts()
        .forEach(
            (kind, count) -> {
              if (kind.isGenuine() && kind.hour() >= pastBegin && kind.hour() <= now) {
                shares
                    .computeIfAbsent(
                        new Place(kind.crawler(), kind.backend(), kind.template()),
                        _ -> new Share())
                    .add(kind, count, kind.hour() < begin);
              }
            });
    return shares;
  }

  private static CrawlAlarm alarm(Place place, Share share, int window) {
    String by = place.backend.isEmpty() ? "the site" : place.backend;
    String rate = percent(share.errors, share.hits);
    String usual =
        share.hasPast()
            ? percent(share.pastErrors, share.pastHits) + " in the seven days before"
            : "no past to compare with";
    return new CrawlAlarm(
        Rule.BOT_ERRORS,
        place.crawler,
        place.backend,
        place.template,
        rate,
        "%s gets %s errors (%d of %d) from %s's %s in the last %s; %s"
            .formatted(
                place.crawler,
                rate,
                share.errors,
                share.hits,
                by,
                place.template.equals(Templates.OTHER) ? "pages" : place.template + " pages",
                window == 1 ? "hour" : window + " hours",
                usual),
        statuses(share.statuses));
  }

  private static String statuses(Map<Integer, Long> statuses) {
    StringBuilder text = new StringBuilder();
    statuses.forEach(
        (status, count) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(status == 0 ? "no answer" : status.toString())
                .append(": ")
                .append(count));
    return text.toString();
  }

  static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0.0 : 100.0 * part / whole);
  }
}
