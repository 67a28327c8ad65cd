package dev.crossfade.routing.redirects;

import com.google.re2j.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Where a pattern leads: text with $1 for what a group matched.
 *
 * <p>What a visitor writes must not choose the host: in a host a group may only stand for letters,
 * digits, dots and hyphens, and behind the whole host only for a path.
 */
final class Template {
  /** However often groups are repeated. */
  private static final int LONGEST = 2 * Normal.LONGEST;

  private final String text;
  private final int authorityEnd;

  private Template(String text) {
    this.text = text;
    this.authorityEnd = text.startsWith("/") ? 0 : end(text, text.indexOf("://") + 3);
  }

  private static int end(String text, int from) {
    int at = from;
    while (at < text.length() && "/?#".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /**
   * @param groups how many the pattern has
   * @throws IllegalArgumentException it names a group that is not there
   */
  static Template of(String text, int groups) {
    for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
      int group = group(text, at);
      if (group > groups) {
        throw new IllegalArgumentException(
            "target: $" + group + " (expected: at most $" + groups + ", the pattern's last group)");
      }
    }
    Template template = new Template(text);
    int port = text.indexOf(':', text.indexOf("://") + 3);
    if (port > 0
        && port < template.authorityEnd
        && text.indexOf('$', port) < template.authorityEnd
        && text.indexOf('$', port) >= 0) {
      throw new IllegalArgumentException("target: " + text + " (expected: no group in a port)");
    }
    return template;
  }

  /** The one digit behind a dollar sign; 0: it is none of a group. */
  static int group(String text, int at) {
    char digit = at + 1 < text.length() ? text.charAt(at + 1) : 'x';
    return digit >= '1' && digit <= '9' ? digit - '0' : 0;
  }

  /** Null: what was asked gives no address. */
  @Nullable String expand(Matcher match) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
      int group = group(text, at);
      if (group == 0) {
        continue;
      }
      out.append(text, from, at);
      String matched = match.group(group);
      String said = matched == null ? "" : matched;
      if (at < authorityEnd && !mayStand(said, at + 2 == authorityEnd)) {
        return null;
      }
      out.append(said);
      if (out.length() > LONGEST) {
        return null;
      }
      from = at + 2;
    }
    out.append(text, from, text.length());
    return authorityEnd > 0 ? out.toString() : withOneSlash(out);
  }

  private static boolean mayStand(String said, boolean last) {
    if (last) {
      return said.isEmpty() || said.charAt(0) == '/';
    }
    for (int i = 0; i < said.length(); i++) {
      char c = said.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c < '0' || c > '9') && c != '-' && c != '.') {
        return false;
      }
    }
    return !said.isEmpty();
  }

  /** Two slashes would begin a host. */
  private static String withOneSlash(StringBuilder path) {
    int from = 0;
    while (from + 1 < path.length() && path.charAt(from + 1) == '/') {
      from++;
    }
    return path.substring(from);
  }
}
