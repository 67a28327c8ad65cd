package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.util.Comparator;

/**
 * A map of nginx. Sorted as they must be asked: what asks for more comes first.
 *
 * @param byHost whether the host is asked, too
 * @param byQuery whether the query is
 */
record NginxTable(int status, boolean byHost, boolean byQuery) implements Comparable<NginxTable> {
  private static final Comparator<NginxTable> ORDER =
      Comparator.comparing(NginxTable::byQuery)
          .thenComparing(NginxTable::byHost)
          .reversed()
          .thenComparingInt(NginxTable::status);

  static NginxTable of(RedirectRule rule) {
    boolean byQuery = rule.source() instanceof Source.Exact exact && exact.query() != null;
    return new NginxTable(rule.status(), rule.source().host() != null, byQuery);
  }

  String asked() {
    return (byHost ? "$host" : "") + "$uri" + (byQuery ? "$is_args$args" : "");
  }

  String variable() {
    return "redirect"
        + (status == RedirectRule.UNSAID ? "" : "_" + status)
        + (byHost ? "_host" : "")
        + (byQuery ? "_query" : "");
  }

  @Override
  public int compareTo(NginxTable other) {
    return ORDER.compare(this, other);
  }
}
