package dev.crossfade.config.model;

import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.value.PathOverlap;
import dev.crossfade.config.value.PathPattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Warns of units that get less than they say: those that nothing reaches, since an earlier unit
 * matches all of it, and those that share requests with an earlier one though neither holds the
 * other. A wide unit behind a narrow one is how exceptions are written, and no warning.
 */
final class UnitOverlaps {
  private static final PathPattern ANY_PATH = PathPattern.parse("/**");

  /** Comparing each with each must not take long for a file of a hundred thousand. */
  private static final int MOST_COMPARED = 1_000_000;

  private final List<Unit> units;
  private final Complaints complaints;
  private int compared;

  private UnitOverlaps(List<Unit> units, Complaints complaints) {
    this.units = units;
    this.complaints = complaints;
  }

  /**
   * Looks at all units.
   *
   * @param complaints about the list of them
   */
  static void check(List<Unit> units, Complaints complaints) {
    new UnitOverlaps(units, complaints).check();
  }

  private void check() {
    for (int later = 1; later < units.size() && compared < MOST_COMPARED; later++) {
      List<Match> matches = units.get(later).match();
      for (int m = 0; m < matches.size(); m++) {
        Complaints here = complaints.at(later).at("match").at(m);
        checkOne(later, matches.get(m), here);
      }
    }
    if (compared >= MOST_COMPARED) {
      complaints.warning("too many to compare each with each; overlaps are not looked for");
    }
  }

  private void checkOne(int later, Match match, Complaints here) {
    String shared = null;
    for (int earlier = 0; earlier < later; earlier++) {
      List<Match> before = units.get(earlier).match();
      for (int m = 0; m < before.size(); m++) {
        if (++compared >= MOST_COMPARED) {
          return;
        }
        Match other = before.get(m);
        if (covers(other, match)) {
          here.warning(
              "nothing reaches it: "
                  + place(earlier, m)
                  + " matches all of it first (expected: the narrower unit first)");
          return;
        }
        if (shared == null && !isNarrowedBeside(other, match) && !covers(match, other)) {
          String example = common(other, match);
          shared =
              example == null
                  ? null
                  : place(earlier, m) + " comes first for what both match, such as " + example;
        }
      }
    }
    if (shared != null) {
      here.warning(shared);
    }
  }

  private String place(int unit, int match) {
    int line = complaints.at(unit).at("match").at(match).line();
    return "units[%d].match[%d] of \"%s\" (line %d)"
        .formatted(unit, match, units.get(unit).name(), line);
  }

  /** Whether it asks for more than host and path, which the other does not: it is an exception. */
  private static boolean isNarrowedBeside(Match one, Match beside) {
    return !(holds(one.header(), beside.header())
        && holds(one.query(), beside.query())
        && holds(one.cookie(), beside.cookie())
        && holds(one.method(), beside.method())
        && holds(one.protocol(), beside.protocol()));
  }

  private static boolean covers(Match wide, Match narrow) {
    return !isNarrowedBeside(wide, narrow)
        && hostCovers(wide.host(), narrow.host())
        && pathCovers(paths(wide), paths(narrow));
  }

  /** Whether the wide one's conditions hold wherever the narrow one's do. */
  private static boolean holds(Map<String, String> wide, Map<String, String> narrow) {
    return wide.entrySet().stream()
        .allMatch(
            entry -> {
              String value = narrow.get(entry.getKey());
              return value != null
                  && (entry.getValue().equals("*") || entry.getValue().equals(value));
            });
  }

  private static boolean holds(List<String> wide, List<String> narrow) {
    return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
  }

  private static boolean hostCovers(List<String> wide, List<String> narrow) {
    return wide.isEmpty()
        || (!narrow.isEmpty()
            && narrow.stream().allMatch(host -> wide.stream().anyMatch(w -> hostCovers(w, host))));
  }

  private static boolean hostCovers(String wide, String narrow) {
    String outer = wide.toLowerCase(Locale.ROOT);
    String inner = narrow.toLowerCase(Locale.ROOT);
    return outer.equals(inner) || (outer.startsWith("*.") && inner.endsWith(outer.substring(1)));
  }

  private static boolean pathCovers(List<PathPattern> wide, List<PathPattern> narrow) {
    return narrow.stream()
        .allMatch(path -> wide.stream().anyMatch(w -> PathOverlap.covers(w, path)));
  }

  private static List<PathPattern> paths(Match match) {
    return match.path().isEmpty() ? List.of(ANY_PATH) : match.path();
  }

  /** A path that both match on a host that both match; null: there is none. */
  private static @Nullable String common(Match one, Match other) {
    if (!hostsMeet(one.host(), other.host())
        || !meet(one.method(), other.method())
        || !meet(one.protocol(), other.protocol())) {
      return null;
    }
    for (PathPattern left : paths(one)) {
      for (PathPattern right : paths(other)) {
        String common = PathOverlap.common(left, right);
        if (common != null) {
          return common;
        }
      }
    }
    return null;
  }

  private static boolean meet(List<String> one, List<String> other) {
    return one.isEmpty() || other.isEmpty() || one.stream().anyMatch(other::contains);
  }

  private static boolean hostsMeet(List<String> one, List<String> other) {
    return one.isEmpty()
        || other.isEmpty()
        || one.stream()
            .anyMatch(a -> other.stream().anyMatch(b -> hostCovers(a, b) || hostCovers(b, a)));
  }
}
