package dev.crossfade.config.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two path patterns: whether one holds all of the other, and what both match. */
public final class PathOverlap {
  private static final String ANY_SEGMENTS = "**";

  private PathOverlap() {}

  /** Whether every path that {@code narrow} matches is matched by {@code wide}. */
  public static boolean covers(PathPattern wide, PathPattern narrow) {
    String[] outer = segments(wide);
    String[] inner = segments(narrow);
    return covers(outer, 0, inner, 0, new boolean[outer.length + 1][inner.length + 1]);
  }

  /**
   * From these segments on.
   *
   * @param failed what was tried before in vain
   */
  private static boolean covers(String[] wide, int i, String[] narrow, int j, boolean[][] failed) {
    if (i == wide.length) {
      return j == narrow.length;
    }
    if (failed[i][j]) {
      return false;
    }
    boolean any = wide[i].equals(ANY_SEGMENTS);
    boolean holds;
    if (any) {
      holds =
          covers(wide, i + 1, narrow, j, failed)
              || (j < narrow.length && covers(wide, i, narrow, j + 1, failed));
    } else {
      holds =
          j < narrow.length
              && !narrow[j].equals(ANY_SEGMENTS)
              && segmentCovers(wide[i], narrow[j])
              && covers(wide, i + 1, narrow, j + 1, failed);
    }
    failed[i][j] = !holds;
    return holds;
  }

  /**
   * A star of the narrow one can be anything, so only a star of the wide one holds it. That star
   * takes as little as will do, and more when that does not: what it skips decides alone.
   */
  private static boolean segmentCovers(String wide, String narrow) {
    int i = 0;
    int star = -1;
    int afterStar = 0;
    for (int j = 0; j < narrow.length(); ) {
      char wanted = i < wide.length() ? wide.charAt(i) : 0;
      if (wanted == '*') {
        star = i++;
        afterStar = j;
      } else if (wanted == narrow.charAt(j)) {
        i++;
        j++;
      } else if (star >= 0) {
        i = star + 1;
        j = ++afterStar;
      } else {
        return false;
      }
    }
    while (i < wide.length() && wide.charAt(i) == '*') {
      i++;
    }
    return i == wide.length();
  }

  /** A path that both match; null: there is none. */
  public static @Nullable String common(PathPattern one, PathPattern other) {
    String[] left = segments(one);
    String[] right = segments(other);
    List<String> found = new ArrayList<>();
    boolean[][] failed = new boolean[left.length + 1][right.length + 1];
    return common(left, 0, right, 0, failed, found) ? "/" + String.join("/", found) : null;
  }

  private static boolean common(
      String[] left, int i, String[] right, int j, boolean[][] failed, List<String> found) {
    if (i == left.length && j == right.length) {
      return true;
    }
    if (failed[i][j]) {
      return false;
    }
    boolean leftAny = i < left.length && left[i].equals(ANY_SEGMENTS);
    boolean rightAny = j < right.length && right[j].equals(ANY_SEGMENTS);
    boolean holds = false;
    if (leftAny || rightAny) {
      holds =
          (leftAny && common(left, i + 1, right, j, failed, found))
              || (rightAny && common(left, i, right, j + 1, failed, found))
              || (leftAny && taken(right, j, left, i, false, failed, found))
              || (rightAny && taken(left, i, right, j, true, failed, found));
    } else if (i < left.length && j < right.length) {
      String segment = commonSegment(left[i], right[j]);
      if (segment != null) {
        found.add(segment);
        holds = common(left, i + 1, right, j + 1, failed, found);
        if (!holds) {
          found.removeLast();
        }
      }
    }
    failed[i][j] = !holds;
    return holds;
  }

  /** The other side's any segments take this segment in, and stay. */
  private static boolean taken(
      String[] side,
      int at,
      String[] any,
      int anyAt,
      boolean leftSide,
      boolean[][] failed,
      List<String> found) {
    if (at >= side.length || side[at].equals(ANY_SEGMENTS)) {
      return false;
    }
    found.add(side[at].replace("*", "x"));
    boolean holds =
        leftSide
            ? common(side, at + 1, any, anyAt, failed, found)
            : common(any, anyAt, side, at + 1, failed, found);
    if (!holds) {
      found.removeLast();
    }
    return holds;
  }

  private static @Nullable String commonSegment(String left, String right) {
    StringBuilder found = new StringBuilder();
    boolean[][] failed = new boolean[left.length() + 1][right.length() + 1];
    return commonSegment(left, 0, right, 0, failed, found) ? found.toString() : null;
  }

  private static boolean commonSegment(
      String left, int i, String right, int j, boolean[][] failed, StringBuilder found) {
    if (i == left.length() && j == right.length()) {
      return true;
    }
    if (failed[i][j]) {
      return false;
    }
    boolean leftStar = i < left.length() && left.charAt(i) == '*';
    boolean rightStar = j < right.length() && right.charAt(j) == '*';
    int length = found.length();
    boolean holds = false;
    if (leftStar || rightStar) {
      holds =
          (leftStar && commonSegment(left, i + 1, right, j, failed, found))
              || (rightStar && commonSegment(left, i, right, j + 1, failed, found));
      if (!holds && leftStar && j < right.length() && !rightStar) {
        found.append(right.charAt(j));
        holds = commonSegment(left, i, right, j + 1, failed, found);
      }
      if (!holds && rightStar && i < left.length() && !leftStar) {
        found.append(left.charAt(i));
        holds = commonSegment(left, i + 1, right, j, failed, found);
      }
    } else if (i < left.length() && j < right.length() && left.charAt(i) == right.charAt(j)) {
      found.append(left.charAt(i));
      holds = commonSegment(left, i + 1, right, j + 1, failed, found);
    }
    if (!holds) {
      found.setLength(length);
    }
    failed[i][j] = !holds;
    return holds;
  }

  private static String[] segments(PathPattern pattern) {
    return pattern.text().substring(1).split("/", -1);
  }
}
