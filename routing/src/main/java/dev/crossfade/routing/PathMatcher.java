package dev.crossfade.routing;

import dev.crossfade.config.value.PathPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * A path pattern, ready to be asked: exact, {@code *} for a part of one segment, {@code **} for any
 * number of segments, also none.
 */
final class PathMatcher {
  private static final String ANY_SEGMENTS = "**";

  private final List<String> segments;

  private PathMatcher(List<String> segments) {
    this.segments = segments;
  }

  static PathMatcher of(PathPattern pattern) {
    return new PathMatcher(segments(pattern.text()));
  }

  boolean matches(String path) {
    return path.startsWith("/") && matches(segments(path));
  }

  /** Of several {@code **} only the last can need another try: what it skips decides alone. */
  private boolean matches(List<String> path) {
    int at = 0;
    int wanted = 0;
    int star = -1;
    int afterStar = -1;
    while (at < path.size()) {
      if (wanted < segments.size() && segments.get(wanted).equals(ANY_SEGMENTS)) {
        star = wanted++;
        afterStar = at;
      } else if (wanted < segments.size() && matches(segments.get(wanted), path.get(at))) {
        wanted++;
        at++;
      } else if (star >= 0) {
        wanted = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (wanted < segments.size() && segments.get(wanted).equals(ANY_SEGMENTS)) {
      wanted++;
    }
    return wanted == segments.size();
  }

  /** {@code *} within a segment, the same way. */
  private static boolean matches(String pattern, String segment) {
    int at = 0;
    int wanted = 0;
    int star = -1;
    int afterStar = -1;
    while (at < segment.length()) {
      if (wanted < pattern.length() && pattern.charAt(wanted) == '*') {
        star = wanted++;
        afterStar = at;
      } else if (wanted < pattern.length() && pattern.charAt(wanted) == segment.charAt(at)) {
        wanted++;
        at++;
      } else if (star >= 0) {
        wanted = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (wanted < pattern.length() && pattern.charAt(wanted) == '*') {
      wanted++;
    }
    return wanted == pattern.length();
  }

  /** The parts between the slashes; a path that ends in one has an empty last part. */
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int from = 1;
    while (true) {
      int slash = path.indexOf('/', from);
      if (slash < 0) {
        segments.add(path.substring(from));
        return segments;
      }
      segments.add(path.substring(from, slash));
      from = slash + 1;
    }
  }
}
