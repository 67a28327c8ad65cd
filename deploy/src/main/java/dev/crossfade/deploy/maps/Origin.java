package dev.crossfade.deploy.maps;

import dev.crossfade.routing.redirects.Normal;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.net.URI;

/**
 * The site that redirects are for: its own URLs are the same as paths, so a chain is found also
 * when one of its links is written with the host and the next without.
 */
record Origin(String host) {

  /**
   * The origin of a URL.
   *
   * @throws IllegalArgumentException it names no host
   */
  static Origin of(URI url) {
    boolean isWeb =
        "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
    if (!isWeb || url.getHost() == null) {
      throw new IllegalArgumentException(url + " (expected: a URL such as https://shop.example)");
    }
    return new Origin(Normal.host(url.getHost()));
  }

  RedirectRule local(RedirectRule rule) {
    Source source = host.equals(rule.source().host()) ? anywhere(rule.source()) : rule.source();
    return new RedirectRule(source, local(rule.target()), rule.status(), rule.place());
  }

  private static Source anywhere(Source source) {
    return switch (source) {
      case Source.Exact exact -> new Source.Exact(null, exact.path(), exact.query());
      case Source.Prefix prefix -> new Source.Prefix(null, prefix.path());
      case Source.Matching matching -> new Source.Matching(null, matching.pattern());
    };
  }

  private String local(String target) {
    int authority = target.startsWith("/") ? -1 : target.indexOf("://") + 3;
    if (authority < 3 || !target.startsWith(host, authority)) {
      return target;
    }
    String rest = target.substring(authority + host.length());
    boolean isHere = rest.isEmpty() || "/?#".indexOf(rest.charAt(0)) >= 0;
    return isHere ? (rest.startsWith("/") ? rest : "/" + rest) : target;
  }
}
