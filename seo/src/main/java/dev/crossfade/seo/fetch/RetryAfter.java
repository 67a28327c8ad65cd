package dev.crossfade.seo.fetch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The field Retry-After (RFC 9110 §10.2.3): seconds, or a date. */
final class RetryAfter {
  private RetryAfter() {}

  /** Null: it is neither. A date that is over is no time. */
  static @Nullable Duration parse(String field, Instant now) {
    String text = field.strip();
    if (!text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration until = Duration.between(now, at);
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException _) {
      return null;
    }
  }
}
