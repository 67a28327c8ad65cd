package dev.crossfade.seo.robots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An Allow or Disallow line, ready to be asked. Its parts between asterisks are looked for one
 * after the other, each as early as it can be, which is enough when the only wildcard is
 * "anything"; nothing is ever tried twice, so the time is linear in the URL and the pattern.
 *
 * @param parts in the form of {@link Octets}; what stands between asterisks; never empty
 * @param anchored whether the URL must end where the pattern does
 * @param length by which the more specific of two rules is told
 */
record PathRule(RobotsLine line, List<String> parts, boolean anchored, int length) {
  /** The most specific first; of equals what allows, and then what comes first. */
  static final Comparator<PathRule> ORDER =
      Comparator.comparing(PathRule::length, Comparator.reverseOrder())
          .thenComparing(rule -> !rule.allows())
          .thenComparingInt(rule -> rule.line.number());

  private static final String INDEX = "/index.htm";

  PathRule {
    parts = List.copyOf(parts);
  }

  /** The rules of a line; none, when its value is empty: that forbids and allows nothing. */
  static List<PathRule> of(RobotsLine line) {
    String value = line.value();
    if (value.isEmpty()) {
      return List.of();
    }
    List<PathRule> rules = new ArrayList<>(2);
    rules.add(compile(line, value));
    int slash = value.lastIndexOf('/');
    if (line.field() == Field.ALLOW && slash >= 0 && value.startsWith(INDEX, slash)) {
      // As in Google's parser: who allows a folder's index page means the folder's own URL too.
      rules.add(compile(line, value.substring(0, slash + 1) + "$"));
    }
    return rules;
  }

  private static PathRule compile(RobotsLine line, String pattern) {
    boolean anchored = pattern.endsWith("$");
    String body = anchored ? pattern.substring(0, pattern.length() - 1) : pattern;
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int star = body.indexOf('*'); star >= 0; star = body.indexOf('*', from)) {
      if (star > from || parts.isEmpty()) {
        parts.add(Octets.ofBytes(body.substring(from, star)));
      }
      from = star + 1;
    }
    parts.add(Octets.ofBytes(body.substring(from)));
    return new PathRule(line, parts, anchored, octets(pattern));
  }

  /** A character of another language counts as the bytes of its escape. */
  private static int octets(String pattern) {
    int length = pattern.length();
    for (int i = 0; i < pattern.length(); i++) {
      length += pattern.charAt(i) > 0x7e ? 2 : 0;
    }
    return length;
  }

  boolean allows() {
    return line.field() == Field.ALLOW;
  }

  /**
   * Whether it is about this URL.
   *
   * @param target in the form of {@link Octets}
   */
  boolean matches(String target) {
    String first = parts.getFirst();
    if (!target.startsWith(first)) {
      return false;
    }
    int last = parts.size() - 1;
    int at = first.length();
    if (last == 0) {
      return !anchored || at == target.length();
    }
    for (int i = 1; i < last; i++) {
      at = Search.end(target, parts.get(i), at);
      if (at < 0) {
        return false;
      }
    }
    String end = parts.get(last);
    return anchored
        ? target.length() - end.length() >= at && target.endsWith(end)
        : Search.end(target, end, at) >= 0;
  }
}
