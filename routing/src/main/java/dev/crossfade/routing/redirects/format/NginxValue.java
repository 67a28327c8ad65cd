package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * A target in nginx: text with variables, of which only groups of the expression mean something.
 */
final class NginxValue {
  /** How a $ is written that is none: a geo block of this name gives it. */
  static final String DOLLAR = "${dollar}";

  /** The request's own query behind that of the target; a map of our writer gives it. */
  static final String MORE = "$redirect_more";

  private static final String QUERY = "$is_args$args";
  private static final String[] QUERIES = {
    QUERY, MORE, "$is_args$query_string", "?$args", "?$query_string"
  };

  private NginxValue() {}

  /** Without the request's own query, of which the redirect's key {@code query} decides. */
  static String withoutQuery(String value) {
    if (value.indexOf('$') < 0) {
      return value;
    }
    String without = value;
    for (String query : QUERIES) {
      without = without.replace(query, "");
    }
    return without;
  }

  /** With the request's own query, before a fragment. */
  static String withQuery(String value) {
    int hash = value.indexOf('#');
    int end = hash < 0 ? value.length() : hash;
    String start = value.substring(0, end);
    return start + (start.indexOf('?') < 0 ? QUERY : MORE) + value.substring(end);
  }

  /**
   * Groups as {@code $1}.
   *
   * @param regex whose groups they are; null: there are none
   */
  static String of(String value, @Nullable String regex) throws Refusal {
    StringBuilder out = new StringBuilder(value.length());
    int at = 0;
    while (at < value.length()) {
      if (value.charAt(at) != '$') {
        out.append(value.charAt(at++));
        continue;
      }
      boolean braced = value.startsWith("{", at + 1);
      int from = at + (braced ? 2 : 1);
      int end = endOfName(value, from);
      String name = value.substring(from, end);
      at = braced && value.startsWith("}", end) ? end + 1 : end;
      boolean isBeforeDigit = regex != null && at < value.length() && isDigit(value.charAt(at));
      out.append(value(name, isBeforeDigit, regex, value));
    }
    return out.toString();
  }

  private static String value(
      String name, boolean isBeforeDigit, @Nullable String regex, String value) throws Refusal {
    if (name.equals("dollar")) {
      return isBeforeDigit ? "%24" : "$";
    }
    int group = regex == null ? 0 : Patterns.group(regex, name);
    if (group == 0) {
      throw new Refusal(
          "$"
              + Excerpt.of(name)
              + " in "
              + Excerpt.of(value)
              + " (expected: text and groups such as $1)");
    }
    return "$" + group;
  }

  private static int endOfName(String text, int from) {
    int at = from;
    boolean isNumber = from < text.length() && isDigit(text.charAt(from));
    while (at < text.length() && (isNumber ? at == from : isWord(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
