package dev.crossfade.config.change;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import dev.crossfade.config.ConfigText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Two texts of configurations, line by line and without their secrets. Immutable. */
public record TextChange(List<Line> lines, int added, int removed) {
  /** With more lines on one side a comparison may take minutes. */
  static final int MOST_LINES = 20_000;

  private static final int AROUND = 3;

  /** Parts secrets of different values, and is taken out before anybody sees it. */
  private static final char PART = '\ue000';

  public TextChange {
    lines = List.copyOf(lines);
  }

  /** What became of a line. */
  public enum Kind {
    SAME,
    ADDED,
    REMOVED,
    /** Lines that are the same and left out; the text says how many. */
    FOLDED
  }

  /**
   * A line of a comparison.
   *
   * @param before its number in the first text, from 1; 0: it is not there
   * @param now its number in the second
   */
  public record Line(Kind kind, int before, int now, String text) {}

  /** Empty: one of them cannot be read any more, or is too long. */
  public static Optional<TextChange> between(String before, String now) {
    Map<String, Integer> secrets = new HashMap<>();
    UnaryOperator<String> label =
        value -> "(secret)" + PART + secrets.computeIfAbsent(value, _ -> secrets.size()) + PART;
    Optional<List<String>> first = ConfigText.redacted(before, label).map(TextChange::lines);
    Optional<List<String>> second = ConfigText.redacted(now, label).map(TextChange::lines);
    boolean comparable =
        first.filter(TextChange::isShort).isPresent()
            && second.filter(TextChange::isShort).isPresent();
    return comparable ? Optional.of(of(first.get(), second.get())) : Optional.empty();
  }

  private static boolean isShort(List<String> lines) {
    return lines.size() <= MOST_LINES;
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::stripTrailing).toList();
  }

  private static TextChange of(List<String> first, List<String> second) {
    Patch<String> patch = DiffUtils.diff(first, second, new MyersDiffWithLinearSpace<>());
    List<Line> lines = new ArrayList<>();
    List<Line> added = new ArrayList<>();
    int removed = 0;
    int at = 0;
    int other = 0;
    int inserted = 0;
    for (AbstractDelta<String> delta : patch.getDeltas()) {
      int from = delta.getSource().getPosition();
      if (from > at) {
        lines.addAll(added.subList(inserted, added.size()));
        inserted = added.size();
        same(first, at, from, other, lines, false);
        other += from - at;
        at = from;
      }
      for (String line : delta.getSource().getLines()) {
        lines.add(new Line(Kind.REMOVED, ++at, 0, shown(line)));
        removed++;
      }
      for (String line : delta.getTarget().getLines()) {
        added.add(new Line(Kind.ADDED, 0, ++other, shown(line)));
      }
    }
    lines.addAll(added.subList(inserted, added.size()));
    same(first, at, first.size(), other, lines, true);
    return new TextChange(lines, added.size(), removed);
  }

  /** Lines that did not change, those far from any change folded. */
  private static void same(
      List<String> all, int from, int to, int other, List<Line> into, boolean last) {
    int head = into.isEmpty() ? 0 : AROUND;
    int tail = last ? 0 : AROUND;
    int folded = to - from - head - tail;
    for (int i = from; i < to; i++) {
      boolean near = i < from + head || i >= to - tail;
      if (folded <= 1 || near) {
        into.add(new Line(Kind.SAME, i + 1, other + i - from + 1, shown(all.get(i))));
      } else if (i == from + head) {
        into.add(new Line(Kind.FOLDED, 0, 0, folded + " lines alike"));
      }
    }
  }

  private static String shown(String line) {
    return line.indexOf(PART) < 0 ? line : line.replaceAll(PART + "[0-9]*" + PART, "");
  }
}
