package dev.crossfade.routing;

import dev.crossfade.config.value.PathPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * A path pattern, ready to be asked: exact, {@code *} for a part of one segment, {@code **} for any
 * number of segments, also none. Asking makes nothing: it walks the path where it stands.
 */
final class PathMatcher {
  private static final String ANY_SEGMENTS = "**";

  private final String[] segments;

  private PathMatcher(List<String> segments) {
    this.segments = segments.toArray(String[]::new);
  }

  static PathMatcher of(PathPattern pattern) {
    return of(pattern.text());
  }

  static PathMatcher of(String pattern) {
    return new PathMatcher(segments(pattern));
  }

  boolean matches(String path) {
    return path.startsWith("/") && matches(path, 1);
  }

  /**
   * The same for what follows a slash within a path.
   *
   * <p>Of several {@code **} only the last can need another try: what it skips decides alone.
   *
   * @param from where a segment of the path begins; behind its end: all of them are passed
   */
  boolean matches(String path, int from) {
    int at = from;
    int wanted = 0;
    int star = -1;
    int afterStar = -1;
    while (at <= path.length()) {
      int end = endOfSegment(path, at);
      if (isAnySegments(wanted)) {
        star = wanted++;
        afterStar = at;
      } else if (wanted < segments.length && matches(segments[wanted], path, at, end)) {
        wanted++;
        at = end + 1;
      } else if (star >= 0) {
        wanted = star + 1;
        afterStar = endOfSegment(path, afterStar) + 1;
        at = afterStar;
      } else {
        return false;
      }
    }
    while (isAnySegments(wanted)) {
      wanted++;
    }
    return wanted == segments.length;
  }

  private boolean isAnySegments(int segment) {
    return segment < segments.length && segments[segment].equals(ANY_SEGMENTS);
  }

  static int endOfSegment(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  /** {@code *} within a segment, the same way. */
  private static boolean matches(String pattern, String path, int from, int to) {
    int at = from;
    int wanted = 0;
    int star = -1;
    int afterStar = -1;
    while (at < to) {
      if (wanted < pattern.length() && pattern.charAt(wanted) == '*') {
        star = wanted++;
        afterStar = at;
      } else if (wanted < pattern.length() && pattern.charAt(wanted) == path.charAt(at)) {
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
