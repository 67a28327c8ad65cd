package dev.crossfade.routing.redirects;

import com.google.re2j.Pattern;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import org.jspecify.annotations.Nullable;

/**
 * The way back: from where a rule leads to what it asks for, for visitors who are still served by
 * legacy. A rule of its own, with status 302, since it holds for a while only.
 */
final class Reversal {
  private static final int STATUS = 302;
  private static final String META = "\\.[]{}()*+?^$|";

  private Reversal() {}

  /**
   * @throws IllegalArgumentException there is none; the message says why
   */
  static RedirectRule of(RedirectRule rule) {
    if (rule.target().isEmpty()) {
      throw new IllegalArgumentException("reverse: the page is gone (expected: a target)");
    }
    return switch (rule.source()) {
      case Source.Exact(String host, String path, String query) -> {
        Url url = Url.of(rule.target());
        String back = address(url, host, path) + (query == null ? "" : "?" + query);
        yield rule(rule, new Source.Exact(host(url, host), page(url), url.query()), back);
      }
      case Source.Prefix(String host, String path) -> {
        Url url = Url.of(rule.target());
        if (url.query() != null) {
          throw new IllegalArgumentException(
              "reverse: target " + rule.target() + " (expected: no query behind a prefix)");
        }
        yield rule(rule, new Source.Prefix(host(url, host), page(url)), address(url, host, path));
      }
      case Source.Matching(String host, Pattern pattern) -> pattern(rule, host, pattern);
    };
  }

  private static String page(Url url) {
    return url.path().isEmpty() ? "/" : url.path();
  }

  private static @Nullable String host(Url url, @Nullable String asked) {
    return url.origin().isEmpty() ? asked : url.host();
  }

  /** Where the way back leads: to the host that was asked, which must be known to be another. */
  private static String address(Url url, @Nullable String host, String path) {
    if (url.origin().isEmpty()) {
      return path;
    }
    if (host == null) {
      throw new IllegalArgumentException(
          "reverse: target "
              + url
              + " is a URL and the source names no host, so nothing says where the way back leads"
              + " (expected: a path, or a host in the source)");
    }
    return url.origin().substring(0, url.origin().indexOf("://") + 3) + host + path;
  }

  private static RedirectRule rule(RedirectRule rule, Source source, String target) {
    return new RedirectRule(source, target, STATUS, rule.place());
  }

  private static RedirectRule pattern(RedirectRule rule, @Nullable String host, Pattern pattern) {
    String text = pattern.pattern();
    if (pattern.flags() != 0 || !text.startsWith("^") || !text.endsWith("$")) {
      throw refused(text, "^ and $ around it, no flags");
    }
    Pieces pieces = Pieces.of(text);
    String target = rule.target();
    StringBuilder asked = new StringBuilder("^");
    String[] groups = new String[10];
    int used = 0;
    Url.of(target);
    if (!target.startsWith("/") || target.indexOf('?') >= 0 || target.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "reverse: target "
              + target
              + " (expected: a path without query, to a pattern's way back)");
    }
    int at = 0;
    while (at < target.length()) {
      int group = target.charAt(at) == '$' ? Template.group(target, at) : 0;
      if (group == 0) {
        quote(asked, target.charAt(at++));
        continue;
      }
      if (group > pieces.count() || groups[group] != null) {
        throw refused(text, "each group once in the target");
      }
      groups[group] = "$" + ++used;
      asked.append(pieces.group(group));
      at += 2;
    }
    if (used != pieces.count()) {
      throw refused(text, "each group once in the target");
    }
    Pattern back = Pattern.compile(asked.append('$').toString());
    return rule(rule, new Source.Matching(host, back), pieces.target(groups));
  }

  static IllegalArgumentException refused(String pattern, String expected) {
    return new IllegalArgumentException(
        "reverse: pattern " + pattern + " cannot be turned round (expected: " + expected + ")");
  }

  private static void quote(StringBuilder out, char c) {
    if (META.indexOf(c) >= 0) {
      out.append('\\');
    }
    out.append(c);
  }
}
