package dev.crossfade.seo.page;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a shared cache may give an answer to others without asking again (RFC 9111, §3 and §4.2).
 * What must be asked for again each time is nobody's copy. A cache may guess where nothing is said;
 * it is taken to do so only where there is a Last-Modified to guess from.
 */
final class CacheRules {
  /** Statuses that may be kept without being told so, RFC 9110 §15.1. */
  private static final Set<Integer> KEPT =
      Set.of(200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501);

  private CacheRules() {}

  static Page.Caching of(int status, Fields fields) {
    List<String> varies = new ArrayList<>();
    for (String value : fields.all("vary")) {
      for (String name : value.split(",", 100)) {
        String lower = Line.of(name, 100).toLowerCase(Locale.ROOT);
        if (!lower.isEmpty() && !varies.contains(lower)) {
          varies.add(lower);
        }
      }
    }
    boolean shared =
        !varies.contains("*")
            && (isShared(status, fields, directives(fields.all("cache-control")))
                // RFC 9213: what it says goes before Cache-Control, for the networks that know it.
                || (!fields.all("cdn-cache-control").isEmpty()
                    && isShared(status, fields, directives(fields.all("cdn-cache-control")))));
    return new Page.Caching(shared, varies);
  }

  private static boolean isShared(int status, Fields fields, Map<String, String> says) {
    if (says.containsKey("no-store")
        || isWhole(says.get("private"))
        || isWhole(says.get("no-cache"))) {
      return false;
    }
    String age = says.containsKey("s-maxage") ? says.get("s-maxage") : says.get("max-age");
    if (age != null) {
      return isPositive(age);
    }
    String expires = fields.first("expires");
    if (expires != null) {
      return isLater(expires, fields.first("date"));
    }
    return says.containsKey("public")
        || (KEPT.contains(status) && fields.first("last-modified") != null);
  }

  /** With a value it is about some fields of the answer only. */
  private static boolean isWhole(@Nullable String value) {
    return value != null && value.isEmpty();
  }

  /** What is no number is taken for a copy that is already old, §4.2.1. */
  private static boolean isPositive(String age) {
    return !age.isEmpty()
        && age.chars().allMatch(c -> c >= '0' && c <= '9')
        && age.chars().anyMatch(c -> c != '0');
  }

  private static boolean isLater(String expires, @Nullable String date) {
    Instant end = instant(expires);
    if (end == null) {
      return false; // §5.3: such as 0, which means that it is old
    }
    Instant start = date == null ? null : instant(date);
    return start == null || end.isAfter(start);
  }

  private static @Nullable Instant instant(String date) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip()));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Directives in lower case with their values, unquoted; what has none has an empty one. */
  private static Map<String, String> directives(List<String> values) {
    Map<String, String> directives = new LinkedHashMap<>();
    for (String value : values) {
      int at = 0;
      while (at < value.length()) {
        int end = end(value, at);
        String one = value.substring(at, end).strip();
        int equals = one.indexOf('=');
        String name = equals < 0 ? one : one.substring(0, equals);
        String said = equals < 0 ? "" : one.substring(equals + 1).replace("\"", "");
        directives.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), said.strip());
        at = end + 1;
      }
    }
    return directives;
  }

  /** The next comma that is not in quotes. */
  private static int end(String value, int from) {
    boolean quoted = false;
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return value.length();
  }
}
