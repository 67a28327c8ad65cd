package dev.crossfade.routing.redirects.format;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.shape.RegexSize;
import org.jspecify.annotations.Nullable;

/** Regular expressions of other programs as RE2 understands them, and what they say. */
final class Patterns {
  private static final int LONGEST = 1000;
  private static final int DEEPEST = 50;
  private static final String SPECIAL = "\\.[]{}()*+?^$|";

  private Patterns() {}

  static Pattern compile(String regex) throws Refusal {
    if (regex.isEmpty() || regex.length() > LONGEST) {
      throw new Refusal(
          "a regular expression of "
              + regex.length()
              + " characters (expected: 1.."
              + LONGEST
              + ")");
    }
    if (hasControls(regex)) {
      throw new Refusal("a control character in " + Excerpt.of(regex) + " (expected: none)");
    }
    if (depth(regex) > DEEPEST || RegexSize.of(regex) > RegexSize.MOST) {
      throw new Refusal(
          "regular expression " + Excerpt.of(regex) + " (expected: smaller repeats, fewer levels)");
    }
    try {
      return Pattern.compile(
          regex.replace("(?<", "(?P<").replace("(?P<=", "(?<=").replace("(?P<!", "(?<!"));
    } catch (PatternSyntaxException e) {
      throw new Refusal(
          "regular expression "
              + Excerpt.of(regex)
              + ": "
              + e.getDescription()
              + " (expected: what RE2 understands, so without looking ahead, behind or back)");
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> c < ' ' || c == 0x7f || Character.isSurrogate((char) c));
  }

  private static int depth(String regex) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  /** The one path that {@code ^/old\.html$} finds; null: there are more, or fewer. */
  static @Nullable String singlePath(String regex) {
    if (!regex.startsWith("^/") || !regex.endsWith("$")) {
      return null;
    }
    String path = unquoted(regex.substring(1, regex.length() - 1));
    return path == null || path.startsWith("//") ? null : path;
  }

  /** What finds exactly this text; {@link #unquoted} turns it back. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SPECIAL.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /** Null: it finds more than one text. */
  static @Nullable String unquoted(String regex) {
    StringBuilder out = new StringBuilder(regex.length());
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\' && i + 1 < regex.length() && isPunctuation(regex.charAt(i + 1))) {
        out.append(regex.charAt(++i));
      } else if (SPECIAL.indexOf(c) >= 0) {
        return null;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isPunctuation(char c) {
    return c < 0x80 && c > ' ' && !Character.isLetterOrDigit(c);
  }

  static boolean hasGroups(String target) {
    return highestGroup(target) > 0;
  }

  static void checkGroups(Pattern pattern, String target) throws Refusal {
    int highest = highestGroup(target);
    if (highest > pattern.groupCount()) {
      throw new Refusal(
          "$"
              + highest
              + " in target "
              + Excerpt.of(target)
              + " (expected: at most "
              + pattern.groupCount()
              + " groups, as the expression has)");
    }
  }

  /** The number of a group by its number or name; 0: there is none. */
  static int group(String regex, String name) {
    if (name.length() == 1 && name.charAt(0) >= '1' && name.charAt(0) <= '9') {
      return name.charAt(0) - '0';
    }
    int number = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      i += c == '\\' ? 1 : 0;
      boolean named = regex.startsWith("(?<", i) || regex.startsWith("(?P<", i);
      if (c == '(' && (named || !regex.startsWith("(?", i))) {
        number++;
        int from = regex.indexOf('<', i) + 1;
        if (named && regex.startsWith(name + ">", from) && !name.isEmpty() && number <= 9) {
          return number;
        }
      }
    }
    return 0;
  }

  /** A target of a pattern that is meant as it stands: no $1 in it is a group. */
  static String escaped(String target) {
    return target.replace("$", "%24");
  }

  private static int highestGroup(String target) {
    int highest = 0;
    for (int i = 0; i + 1 < target.length(); i++) {
      char next = target.charAt(i + 1);
      if (target.charAt(i) == '$' && next >= '0' && next <= '9') {
        highest = Math.max(highest, next - '0');
      }
    }
    return highest;
  }
}
