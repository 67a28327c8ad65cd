package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path with placeholders, as {@code _redirects} has them: {@code :name} stands for one segment,
 * {@code *} at the end for all that follows.
 *
 * @param names of the placeholders, in their order; the last may be {@link #SPLAT}
 * @param regex what finds the same paths
 */
record PathTemplate(List<String> names, String regex) {
  static final String SPLAT = "splat";

  private static final String SEGMENT = "([^/]+)";
  private static final String REST = "(.*)";

  PathTemplate {
    names = List.copyOf(names);
  }

  boolean isPlain() {
    return names.isEmpty();
  }

  /** Only what follows the path varies: {@code /blog/*}. */
  boolean isPrefix() {
    return names.equals(List.of(SPLAT)) && regex.endsWith("/" + REST + "$");
  }

  static PathTemplate of(String path) throws Refusal {
    List<String> names = new ArrayList<>();
    StringBuilder regex = new StringBuilder("^");
    int at = 0;
    while (at < path.length()) {
      char c = path.charAt(at);
      if (c == '*') {
        if (at != path.length() - 1) {
          throw new Refusal("* in the middle of " + Excerpt.of(path) + " (expected: at the end)");
        }
        names.add(SPLAT);
        regex.append(REST);
        at++;
      } else if (c == ':' && startsName(path, at)) {
        int end = endOfName(path, at + 1);
        names.add(path.substring(at + 1, end));
        regex.append(SEGMENT);
        at = end;
      } else {
        int end = endOfLiteral(path, at + 1);
        regex.append(Patterns.quoted(Escapes.path(path.substring(at, end))));
        at = end;
      }
    }
    if (names.stream().distinct().count() < names.size()) {
      throw new Refusal("a placeholder twice in " + Excerpt.of(path) + " (expected: once)");
    }
    if (names.size() > 9) {
      throw new Refusal(names.size() + " placeholders (expected: at most 9)");
    }
    return new PathTemplate(names, regex.append('$').toString());
  }

  /** The target with {@code $1} for the first placeholder, and so on. */
  String target(String target) {
    StringBuilder out = new StringBuilder(target.length());
    int at = 0;
    while (at < target.length()) {
      char c = target.charAt(at);
      int end = c == ':' ? endOfName(target, at + 1) : at + 1;
      int group = c == ':' ? names.indexOf(target.substring(at + 1, end)) : -1;
      if (group >= 0) {
        out.append('$').append(group + 1);
      } else if (c == '$') {
        out.append("%24"); // what a group is elsewhere is a character here
      } else {
        out.append(target, at, end);
      }
      at = end;
    }
    return out.toString();
  }

  /** The template that finds what a regular expression finds; null: no template does. */
  static @Nullable String written(String regex) {
    if (!regex.startsWith("^/") || !regex.endsWith("$")) {
      return null;
    }
    StringBuilder path = new StringBuilder();
    int group = 0;
    String rest = regex.substring(1, regex.length() - 1);
    while (!rest.isEmpty()) {
      boolean isRest = rest.equals(REST);
      if (isRest || rest.startsWith(SEGMENT)) {
        path.append(isRest ? "*" : ":p" + ++group);
        rest = rest.substring(isRest ? REST.length() : SEGMENT.length());
        if (!isRest && !rest.isEmpty() && !rest.startsWith("/")) {
          return null;
        }
        continue;
      }
      int open = rest.indexOf('(');
      if (open == 0) {
        return null;
      }
      String literal = Patterns.unquoted(open < 0 ? rest : rest.substring(0, open));
      if (literal == null || literal.indexOf('*') >= 0 || hasName(literal)) {
        return null;
      }
      path.append(literal);
      rest = open < 0 ? "" : rest.substring(open);
    }
    return path.toString();
  }

  /** Whether a literal path would be read as one with placeholders. */
  static boolean hasName(String path) {
    for (int at = 0; at < path.length(); at++) {
      if (path.charAt(at) == ':' && startsName(path, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsName(String path, int colon) {
    return colon > 0 && path.charAt(colon - 1) == '/' && endOfName(path, colon + 1) > colon + 1;
  }

  private static int endOfName(String text, int from) {
    int at = from;
    while (at < text.length() && isWord(text.charAt(at), at > from)) {
      at++;
    }
    return at;
  }

  private static boolean isWord(char c, boolean inside) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (inside && (c == '_' || (c >= '0' && c <= '9')));
  }

  private static int endOfLiteral(String path, int from) {
    int at = from;
    while (at < path.length()
        && path.charAt(at) != '*'
        && !(path.charAt(at) == ':' && startsName(path, at))) {
      at++;
    }
    return at;
  }
}
