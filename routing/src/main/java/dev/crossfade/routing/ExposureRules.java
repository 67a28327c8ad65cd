package dev.crossfade.routing;

import dev.crossfade.cohorts.Clue;
import dev.crossfade.cohorts.Cohort;
import dev.crossfade.cohorts.Visitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one unit; the first whose cohort holds wins. Of a thousand that ask for one value
 * each of a header, cookie, parameter or country only those are asked whose value is there.
 * Immutable.
 */
final class ExposureRules {
  /** A cohort that is sent somewhere. */
  record Rule(Cohort cohort, Decision.Serve sent) {}

  private static final int NONE = Integer.MAX_VALUE;

  private final Rule[] rules;

  /** Those that give no clue, by their places. */
  private final int[] others;

  private final Group[] groups;

  /** Rules that look at one text, by what it must be. */
  private record Group(Clue clue, Map<String, int[]> byValue) {}

  ExposureRules(List<Rule> all) {
    rules = all.toArray(Rule[]::new);
    List<Integer> without = new ArrayList<>();
    Map<String, Clue> clues = new LinkedHashMap<>();
    Map<String, Map<String, List<Integer>>> places = new LinkedHashMap<>();
    for (int i = 0; i < rules.length; i++) {
      Clue clue = rules[i].cohort.clue();
      if (clue == null) {
        without.add(i);
        continue;
      }
      String text = clue.kind() + " " + clue.name().toLowerCase(Locale.ROOT);
      clues.putIfAbsent(text, clue);
      Map<String, List<Integer>> byValue = places.computeIfAbsent(text, _ -> new HashMap<>());
      for (String value : clue.values()) {
        byValue.computeIfAbsent(value, _ -> new ArrayList<>()).add(i);
      }
    }
    others = ints(without);
    groups =
        clues.entrySet().stream()
            .map(entry -> group(entry.getValue(), places.getOrDefault(entry.getKey(), Map.of())))
            .toArray(Group[]::new);
  }

  private static Group group(Clue clue, Map<String, List<Integer>> places) {
    Map<String, int[]> byValue = new HashMap<>();
    places.forEach((value, rules) -> byValue.put(value, ints(rules)));
    return new Group(clue, byValue);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  boolean isEmpty() {
    return rules.length == 0;
  }

  /** All of them, for those who want to know about each. */
  List<Rule> all() {
    return List.of(rules);
  }

  /** Where the first that holds sends the visitor; null: none holds. */
  Decision.@Nullable Serve find(Visitor visitor) {
    int best = first(others, NONE, visitor);
    for (Group group : groups) {
      String text = group.clue.of(visitor);
      int[] worthAsking = text == null ? null : group.byValue.get(text);
      if (worthAsking != null) {
        best = first(worthAsking, best, visitor);
      }
    }
    return best == NONE ? null : rules[best].sent;
  }

  /** The first of these that holds and comes before {@code best}; else that. */
  private int first(int[] places, int best, Visitor visitor) {
    for (int place : places) {
      if (place >= best) {
        return best;
      }
      if (rules[place].cohort.holds(visitor)) {
        return place;
      }
    }
    return best;
  }
}
