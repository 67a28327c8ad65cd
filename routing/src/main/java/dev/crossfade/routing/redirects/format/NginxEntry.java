package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import org.jspecify.annotations.Nullable;

/** One line of a map of nginx, not yet quoted. */
record NginxEntry(String key, String value) {
  private static final String GONE = "gone";

  boolean isPattern() {
    return key.startsWith("~");
  }

  static NginxEntry of(RedirectRule rule, Losses losses) throws Refusal {
    return switch (rule.source()) {
      case Source.Exact exact -> page(exact, rule);
      case Source.Prefix prefix -> below(prefix, rule, losses);
      case Source.Matching matching -> pattern(matching, rule);
    };
  }

  /** $uri is the path with its escapes decoded, $args the query as it came. */
  private static NginxEntry page(Source.Exact page, RedirectRule rule) throws Refusal {
    String host = page.host() == null ? "" : page.host();
    String query = page.query() == null ? "" : "?" + page.query();
    return new NginxEntry(
        host + Escapes.decoded(page.path()) + query, value(rule, page.query() == null, false));
  }

  private static NginxEntry below(Source.Prefix prefix, RedirectRule rule, Losses losses)
      throws Refusal {
    String path = Patterns.quoted(Escapes.decoded(prefix.path()));
    String rest = path.endsWith("/") ? "(?<rest>.*)$" : "(?<rest>/.*)?$";
    String key = "~^" + host(prefix.host()) + path + rest;
    if (rule.status() == Rules.GONE) {
      return new NginxEntry(key, GONE);
    }
    BelowText to = BelowText.of(prefix, rule, losses);
    String value = literal(to.start(), false) + "$rest" + literal(to.end(), false);
    return new NginxEntry(key, NginxValue.withQuery(value));
  }

  private static NginxEntry pattern(Source.Matching matching, RedirectRule rule) throws Refusal {
    String regex = matching.pattern().pattern();
    String host = matching.host();
    if (regex.startsWith("*")) {
      throw new Refusal("the expression " + Excerpt.of(regex));
    }
    if (host == null) {
      return new NginxEntry("~" + regex, value(rule, true, true));
    }
    if (!regex.startsWith("^/")) {
      throw new Refusal(
          "the expression "
              + Excerpt.of(regex)
              + " for one host, since it does not begin with ^/ there");
    }
    return new NginxEntry("~^" + host(host) + regex.substring(1), value(rule, true, true));
  }

  private static String host(@Nullable String host) {
    return host == null ? "" : Patterns.quoted(host);
  }

  /** A query that was asked for is not carried on. */
  private static String value(RedirectRule rule, boolean carriesQuery, boolean groups) {
    if (rule.status() == Rules.GONE) {
      return GONE;
    }
    String target = literal(rule.target(), groups);
    return carriesQuery ? NginxValue.withQuery(target) : target;
  }

  private static String literal(String target, boolean groups) {
    StringBuilder out = new StringBuilder(target.length());
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      char next = i + 1 < target.length() ? target.charAt(i + 1) : 0;
      boolean isGroup = groups && next >= '1' && next <= '9';
      out.append(c == '$' && !isGroup ? NginxValue.DOLLAR : String.valueOf(c));
    }
    return out.toString();
  }
}
