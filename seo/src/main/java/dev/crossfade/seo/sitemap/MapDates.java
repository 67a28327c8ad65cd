package dev.crossfade.seo.sitemap;

import dev.crossfade.seo.finding.Rule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges the dates of one map: W3C's profile of ISO 8601, which is a year, a month, a day or a time
 * with its zone.
 */
final class MapDates {
  /** Fewer may well have changed at once. */
  private static final int ENOUGH = 10;

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(?:T(\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)(Z|[+-]\\d\\d:\\d\\d))?)?)?");

  private final Instant now;
  private final SitemapSink sink;
  private @Nullable String first;
  private int same;
  private boolean differ;

  MapDates(Instant now, SitemapSink sink) {
    this.now = now;
    this.sink = sink;
  }

  void onDate(int line, String written) {
    Instant begins = instant(written);
    if (begins == null) {
      sink.onProblem(
          new SitemapSink.Problem(
              Rule.MAP_LASTMOD,
              line,
              written,
              "lastmod is no date of W3C's format (expected: such as 2026-01-31 or"
                  + " 2026-01-31T08:00:00Z)"));
      return;
    }
    if (begins.isAfter(now)) {
      sink.onProblem(
          new SitemapSink.Problem(Rule.MAP_LASTMOD, line, written, "lastmod is in the future"));
    }
    differ |= first != null && !first.equals(written);
    first = written;
    same++;
  }

  /** The map is over. */
  void onEnd() {
    if (!differ && same >= ENOUGH) {
      sink.onProblem(
          new SitemapSink.Problem(
              Rule.MAP_LASTMOD,
              0,
              String.valueOf(first),
              "all " + same + " lastmod are the same: when the file was written, not the pages"));
    }
  }

  /** The earliest moment that it can mean, anywhere on earth; null: it is no date. */
  private static @Nullable Instant instant(String written) {
    Matcher form = FORM.matcher(written);
    if (!form.matches()) {
      return null;
    }
    try {
      if (form.group(4) != null) {
        return OffsetDateTime.parse(written).toInstant();
      }
      LocalDate day =
          form.group(3) != null
              ? LocalDate.parse(written)
              : form.group(2) != null
                  ? YearMonth.parse(written).atDay(1)
                  : Year.parse(written).atDay(1);
      return day.atStartOfDay(ZoneOffset.ofHours(14)).toInstant();
    } catch (DateTimeException e) {
      return null; // the 30th of February
    }
  }
}
