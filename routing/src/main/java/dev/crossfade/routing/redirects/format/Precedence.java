package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.util.Comparator;
import java.util.List;

/** The order in which rules win in a map of ours, for programs that take the first that matches. */
enum Precedence {
  /** One page with its query. */
  QUERY,
  /** One page. */
  PAGE,
  /** Everything below a path: the longest wins. */
  BELOW,
  /** A regular expression: the first wins. */
  MATCHING;

  private static final Comparator<RedirectRule> ORDER =
      Comparator.<RedirectRule, Precedence>comparing(rule -> of(rule.source()))
          .thenComparingInt(rule -> -prefix(rule.source()))
          .thenComparing(rule -> of(rule.source()) != MATCHING && rule.source().host() == null);

  static Precedence of(Source source) {
    return switch (source) {
      case Source.Exact exact -> exact.query() == null ? PAGE : QUERY;
      case Source.Prefix _ -> BELOW;
      case Source.Matching _ -> MATCHING;
    };
  }

  private static int prefix(Source source) {
    return source instanceof Source.Prefix prefix ? prefix.path().length() : 0;
  }

  /** Those of the same rank stay as they are. */
  static List<RedirectRule> sorted(List<RedirectRule> rules) {
    return rules.stream().sorted(ORDER).toList();
  }
}
