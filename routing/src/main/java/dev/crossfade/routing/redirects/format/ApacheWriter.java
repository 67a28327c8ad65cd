package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Apache: {@code Redirect} and {@code RedirectMatch}, and a {@code RewriteRule} where a host or a
 * query is asked for.
 */
final class ApacheWriter implements RuleWriter {
  @Override
  public void write(List<RedirectRule> rules, Writer out, Losses losses) throws IOException {
    if (rules.stream().anyMatch(ApacheWriter::asksMore)) {
      out.write("RewriteEngine On\n");
    }
    RuleWriter.each(rules, rule -> directive(rule, losses), out, losses);
  }

  private static boolean asksMore(RedirectRule rule) {
    boolean query = rule.source() instanceof Source.Exact exact && exact.query() != null;
    return rule.source().host() != null || query;
  }

  private static String directive(RedirectRule rule, Losses losses) throws Refusal {
    int status = RuleWriter.status(rule);
    return switch (rule.source()) {
      case Source.Exact exact -> {
        String path = Patterns.quoted(Escapes.decoded(exact.path()));
        yield asksMore(rule)
            ? rewrite(exact.host(), exact.query(), path + "$", literal(rule.target(), true), status)
            : match("^" + path + "$", literal(rule.target(), false), status);
      }
      case Source.Prefix prefix -> below(prefix, rule, losses);
      case Source.Matching matching -> pattern(matching, rule, status);
    };
  }

  private static String below(Source.Prefix prefix, RedirectRule rule, Losses losses)
      throws Refusal {
    int status = RuleWriter.status(rule);
    String path = Escapes.decoded(prefix.path());
    BelowText to = BelowText.of(prefix, rule, losses);
    if (prefix.host() == null) {
      if (!to.end().isEmpty()) {
        throw new Refusal(
            "the target " + Excerpt.of(rule.target()) + ", since the rest goes to its very end");
      }
      String target = status == Rules.GONE ? "" : " " + quoted(to.start());
      return "Redirect " + status + " " + quoted(path) + target + "\n";
    }
    String rest = path.endsWith("/") ? "(?<rest>.*)$" : "(?<rest>/.*)?$";
    String target =
        status == Rules.GONE ? "" : literal(to.start(), true) + "$1" + literal(to.end(), true);
    return rewrite(prefix.host(), null, Patterns.quoted(path) + rest, target, status);
  }

  private static String pattern(Source.Matching matching, RedirectRule rule, int status)
      throws Refusal {
    String regex = matching.pattern().pattern();
    String target = rule.target();
    if (matching.host() == null) {
      return match(regex, target, status);
    }
    if (!regex.startsWith("^/")) {
      throw new Refusal(
          "the expression " + Excerpt.of(regex) + " for one host, since it does not begin with ^/");
    }
    return rewrite(matching.host(), null, regex.substring(1), target.replace("%", "\\%"), status);
  }

  private static String match(String regex, String target, int status) {
    String to = status == Rules.GONE ? "" : " " + quoted(target);
    return "RedirectMatch " + status + " " + quoted(regex) + to + "\n";
  }

  /** The leading slash is not there in a folder's .htaccess, and is everywhere else. */
  private static String rewrite(
      @Nullable String host, @Nullable String query, String path, String target, int status) {
    StringBuilder lines = new StringBuilder();
    if (host != null) {
      lines.append("RewriteCond %{HTTP_HOST} ").append(whole(host)).append(" [NC]\n");
    }
    if (query != null) {
      lines.append("RewriteCond %{QUERY_STRING} ").append(whole(query)).append('\n');
    }
    boolean gone = status == Rules.GONE;
    String to =
        gone ? "-" : query != null && target.indexOf('?') < 0 ? withoutQuery(target) : target;
    return lines
        .append("RewriteRule ")
        .append(quoted("^/?" + path.substring(1)))
        .append(' ')
        .append(quoted(to))
        .append(gone ? " [G,L]\n" : " [R=" + status + ",L,NE]\n")
        .toString();
  }

  /** The query that was asked for is not carried on. */
  private static String withoutQuery(String target) {
    int hash = target.indexOf('#');
    return hash < 0 ? target + "?" : target;
  }

  private static String whole(String text) {
    return quoted("^" + Patterns.quoted(text) + "$");
  }

  /** A target none of whose characters stands for something that was matched. */
  private static String literal(String target, boolean ofRewrite) {
    String text = target.replace("$", "\\$");
    return ofRewrite ? text.replace("%", "\\%") : text;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
