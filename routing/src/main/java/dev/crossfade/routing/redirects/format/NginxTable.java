package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.RedirectRule;
import java.util.Comparator;

/**
 * A map of nginx. Sorted as they must be asked: what wins comes first.
 *
 * @param byHost whether the host is asked, too
 */
record NginxTable(int status, Precedence rank, boolean byHost) implements Comparable<NginxTable> {
  private static final Comparator<NginxTable> ORDER =
      Comparator.comparing(NginxTable::rank)
          .thenComparing(NginxTable::byHost, Comparator.reverseOrder())
          .thenComparingInt(NginxTable::status);

  static NginxTable of(RedirectRule rule) {
    return new NginxTable(
        rule.status(), Precedence.of(rule.source()), rule.source().host() != null);
  }

  String asked() {
    return (byHost ? "$host" : "") + "$uri" + (rank == Precedence.QUERY ? "$is_args$args" : "");
  }

  String variable() {
    return "redirect"
        + (status == RedirectRule.UNSAID ? "" : "_" + status)
        + (byHost ? "_host" : "")
        + switch (rank) {
          case QUERY -> "_query";
          case PAGE -> "";
          case BELOW -> "_below";
          case MATCHING -> "_matching";
        };
  }

  @Override
  public int compareTo(NginxTable other) {
    return ORDER.compare(this, other);
  }
}
