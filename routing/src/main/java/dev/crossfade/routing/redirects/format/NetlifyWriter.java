package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code _redirects} of Netlify and Cloudflare. */
final class NetlifyWriter implements RuleWriter {
  @Override
  public void write(List<RedirectRule> rules, Writer out, Losses losses) throws IOException {
    RuleWriter.each(rules, rule -> line(rule, losses), out, losses);
  }

  private static String line(RedirectRule rule, Losses losses) throws Refusal {
    if (rule.target().isEmpty()) {
      throw new Refusal("410, since every line needs a target");
    }
    String status = rule.status() == RedirectRule.UNSAID ? "" : " " + rule.status();
    return switch (rule.source()) {
      case Source.Exact exact -> page(exact) + " " + rule.target() + status + "\n";
      case Source.Prefix prefix -> below(prefix, rule, losses) + status + "\n";
      case Source.Matching matching -> template(matching, rule.target()) + status + "\n";
    };
  }

  private static String host(@Nullable String host) {
    return host == null ? "" : "https://" + host;
  }

  private static String page(Source.Exact page) throws Refusal {
    checkLiteral(page.path());
    String query = page.query();
    if (query == null) {
      return host(page.host()) + page.path();
    }
    StringBuilder line = new StringBuilder(host(page.host())).append(page.path());
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals <= 0
          || parameter.startsWith("/")
          || parameter.contains("=:")
          || Address.authority(parameter) >= 0
          || parameter.startsWith("#")) {
        throw new Refusal("query " + Excerpt.of(query) + ", since parameters are name=value");
      }
      line.append(' ').append(parameter);
    }
    return line.toString();
  }

  private static void checkLiteral(String path) throws Refusal {
    if (path.endsWith("*") || path.indexOf('*') >= 0 || PathTemplate.hasName(path)) {
      throw new Refusal("the path " + Excerpt.of(path) + ", since * and :name stand for others");
    }
  }

  /** There {@code /blog/*} is also {@code /blog}, and what follows is appended to a slash. */
  private static String below(Source.Prefix prefix, RedirectRule rule, Losses losses)
      throws Refusal {
    checkLiteral(prefix.path());
    if (rule.target().contains(":" + PathTemplate.SPLAT)) {
      throw new Refusal("the target " + Excerpt.of(rule.target()) + ", since :splat is the rest");
    }
    String path = prefix.path();
    if (path.length() > 1 && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
      losses.onLoss(rule, "not quite: " + path + " is redirected, too");
    }
    String start = path.equals("/") ? "/" : path + "/";
    BelowText to = BelowText.of(new Source.Prefix(prefix.host(), start), rule, losses);
    return host(prefix.host()) + start + "* " + to.start() + ":" + PathTemplate.SPLAT + to.end();
  }

  private static String template(Source.Matching matching, String target) throws Refusal {
    String path = PathTemplate.written(matching.pattern().pattern());
    if (path == null) {
      throw new Refusal(
          "the expression "
              + Excerpt.of(matching.pattern().pattern())
              + ", since only whole segments and what follows can vary");
    }
    if (target.contains(":p") || target.contains(":" + PathTemplate.SPLAT)) {
      throw new Refusal("the target " + Excerpt.of(target) + ", since :p is a placeholder");
    }
    int groups = matching.pattern().groupCount();
    StringBuilder to = new StringBuilder();
    int at = 0;
    while (at < target.length()) {
      char next = at + 1 < target.length() ? target.charAt(at + 1) : 0;
      if (target.charAt(at) != '$' || next < '1' || next > '9') {
        to.append(target.charAt(at++));
        continue;
      }
      at += 2;
      boolean isSplat = next - '0' == groups && path.endsWith("*");
      to.append(':').append(isSplat ? PathTemplate.SPLAT : "p" + next);
      checkNameEnds(target, at);
    }
    return host(matching.host()) + path + " " + to;
  }

  private static void checkNameEnds(String target, int at) throws Refusal {
    char next = at < target.length() ? target.charAt(at) : '/';
    if (next == '_' || (next < 0x80 && Character.isLetterOrDigit(next))) {
      throw new Refusal("the target " + Excerpt.of(target) + ", since a name would go on");
    }
  }
}
