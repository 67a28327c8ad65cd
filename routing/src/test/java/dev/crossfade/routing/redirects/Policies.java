package dev.crossfade.routing.redirects;

import com.google.re2j.Pattern;
import dev.crossfade.config.model.Redirect;
import dev.crossfade.config.model.Redirect.Policy;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Policies and rules as tests write them. */
final class Policies {
  static final Policy ALWAYS = RedirectLint.POLICY;
  static final Policy NEXT =
      policy(Redirect.When.NEXT, Redirect.Query.PRESERVE, false, true, false);
  static final Policy BACK_AND_FORTH =
      policy(Redirect.When.ALWAYS, Redirect.Query.PRESERVE, true, true, false);
  static final Policy DROP = policy(Redirect.When.ALWAYS, Redirect.Query.DROP, false, true, false);
  static final Policy EXACT =
      policy(Redirect.When.ALWAYS, Redirect.Query.EXACT, false, true, false);
  static final Policy LOOSE =
      policy(Redirect.When.ALWAYS, Redirect.Query.PRESERVE, false, false, true);

  private Policies() {}

  private static Policy policy(
      Redirect.When when, Redirect.Query query, boolean reverse, boolean cased, boolean slash) {
    return new Policy(
        when,
        Redirect.Status.S301,
        query,
        null,
        reverse,
        cased,
        slash ? Redirect.TrailingSlash.IGNORE : Redirect.TrailingSlash.EXACT);
  }

  static RedirectRule exact(int line, String source, String target) {
    int slash = source.indexOf('/');
    int mark = source.indexOf('?');
    String path = source.substring(slash, mark < 0 ? source.length() : mark);
    String query = mark < 0 ? null : source.substring(mark + 1);
    return rule(line, new Source.Exact(host(source), path, query), target, 0);
  }

  static RedirectRule prefix(int line, String source, String target) {
    return rule(
        line, new Source.Prefix(host(source), source.substring(source.indexOf('/'))), target, 0);
  }

  static RedirectRule pattern(int line, String pattern, String target) {
    return rule(line, new Source.Matching(null, Pattern.compile(pattern)), target, 0);
  }

  static RedirectRule rule(int line, Source source, String target, int status) {
    return new RedirectRule(source, target, status, new Place("map.csv", line));
  }

  private static @Nullable String host(String source) {
    int slash = source.indexOf('/');
    return slash == 0 ? null : source.substring(0, slash);
  }

  static RedirectMap map(List<String> problems, Policy policy, RedirectRule... rules) {
    RedirectCompiler compiler =
        new RedirectCompiler((place, message) -> problems.add(place + ": " + message));
    for (RedirectRule rule : rules) {
      compiler.add(rule, policy);
    }
    return compiler.compile();
  }
}
