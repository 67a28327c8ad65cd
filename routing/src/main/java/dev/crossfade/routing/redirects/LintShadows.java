package dev.crossfade.routing.redirects;

import com.google.re2j.Pattern;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.util.List;

/** Why a pattern can never match: what wins over it takes all that it would find. */
final class LintShadows {
  private static final Scope EVERYONE = (_, _) -> true;

  private final List<RedirectRule> rules;
  private final RedirectMap map;
  private final int[] entries;

  LintShadows(List<RedirectRule> rules, RedirectMap map, int[] entries) {
    this.rules = rules;
    this.map = map;
    this.entries = entries;
  }

  /** Empty: it may match. */
  String of(int rule) {
    if (!(rules.get(rule).source() instanceof Source.Matching(String host, Pattern pattern))) {
      return "";
    }
    String start = PatternLiterals.of(pattern).start();
    if (!start.startsWith("/")) {
      return "";
    }
    String asked = host == null ? "" : Normal.host(host);
    boolean whole = pattern.pattern().equals("^" + Pattern.quote(start) + "$");
    int winner = map.locate(asked, start, "", EVERYONE);
    if (winner < 0 || winner == entries[rule]) {
      return "";
    }
    return switch (map.all().kindOf(winner).shape()) {
      case EXACT -> whole ? wins(winner) : "";
      case PREFIX -> whole || start.startsWith(below(winner)) ? wins(winner) : "";
      case PATTERN -> "";
    };
  }

  /** What every path begins with that a prefix takes and that goes on. */
  private String below(int prefix) {
    String source = map.source(prefix);
    String path = source.substring(source.indexOf('/'));
    return path.endsWith("/") ? path : path + "/";
  }

  private String wins(int winner) {
    return "never matches: " + map.source(winner) + " (" + map.describe(winner).place() + ") wins";
  }
}
