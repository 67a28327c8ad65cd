package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables: a header where the format has one, a row for each rule. */
final class TableWriter implements RuleWriter {
  private final Format format;

  TableWriter(Format format) {
    this.format = format;
  }

  @Override
  public void write(List<RedirectRule> rules, Writer out, Losses losses) throws IOException {
    out.write(
        switch (format) {
          case SHOPIFY -> "Redirect from,Redirect to\n";
          case WORDPRESS -> "source,target,regex,code\n";
          case GOVUK -> "Old Url,New Url,Status\n";
          case MDN -> "# FROM-URL\tTO-URL\n";
          case CLOUDFLARE -> "";
          case CSV, AUTO, NETLIFY, NGINX, APACHE, JSON, JSONL -> "source,target,status\n";
        });
    RuleWriter.each(rules, rule -> row(rule, losses), out, losses);
  }

  private String row(RedirectRule rule, Losses losses) throws Refusal {
    return switch (format) {
      case SHOPIFY -> permanent(path(rule.source()), rule, ',');
      case MDN -> permanent(written(page(rule.source())), rule, '\t');
      case WORDPRESS -> wordpress(rule);
      case CLOUDFLARE -> cloudflare(rule);
      case CSV -> own(rule, losses);
      case GOVUK, AUTO, NETLIFY, NGINX, APACHE, JSON, JSONL ->
          row(',', written(page(rule.source())), rule.target(), status(rule.status()));
    };
  }

  static String own(RedirectRule rule, Losses losses) throws Refusal {
    String source =
        switch (rule.source()) {
          case Source.Exact exact -> {
            if (exact.query() == null && exact.path().endsWith(TableReader.BELOW)) {
              throw new Refusal("the page " + exact.path() + ", since * stands for all below");
            }
            yield written(exact);
          }
          case Source.Prefix prefix -> {
            boolean ends = prefix.path().endsWith("/");
            if (!ends) {
              losses.onLoss(rule, "not quite: " + prefix.path() + " itself is not redirected");
            }
            yield written(
                new Source.Exact(prefix.host(), prefix.path() + (ends ? "*" : "/*"), null));
          }
          case Source.Matching _ -> throw noPattern();
        };
    return row(',', source, rule.target(), status(rule.status()));
  }

  private String permanent(String source, RedirectRule rule, char separator) throws Refusal {
    if (rule.target().isEmpty()) {
      throw new Refusal("410, since every row needs a target");
    }
    if (RuleWriter.status(rule) != 301) {
      throw new Refusal("status " + rule.status() + ", since all rows are 301");
    }
    return row(separator, source, rule.target());
  }

  private static String wordpress(RedirectRule rule) throws Refusal {
    String status = status(RuleWriter.status(rule));
    return switch (rule.source()) {
      case Source.Exact exact -> {
        onAnyHost(exact.host());
        yield row(',', written(exact), rule.target(), "0", status);
      }
      case Source.Matching matching -> {
        onAnyHost(matching.host());
        yield row(',', matching.pattern().pattern(), rule.target(), "1", status);
      }
      case Source.Prefix prefix -> throw noPrefix(prefix);
    };
  }

  /** Hosts are needed there, and targets are URLs; the query is kept, as ours is by default. */
  private static String cloudflare(RedirectRule rule) throws Refusal {
    Source source = rule.source();
    int status = RuleWriter.status(rule);
    if (status == Rules.GONE || status == 303) {
      throw new Refusal("status " + status + " (it has 301, 302, 307 and 308)");
    }
    if (source.host() == null) {
      throw new Refusal("a redirect of any host, since every row names one");
    }
    String origin = "https://" + source.host();
    String target = rule.target().startsWith("/") ? origin + rule.target() : rule.target();
    String end =
        status + ",TRUE,FALSE," + (source instanceof Source.Prefix ? "TRUE,TRUE" : "FALSE,FALSE");
    return switch (source) {
      case Source.Exact exact -> {
        if (exact.query() != null) {
          throw new Refusal("a query in the source");
        }
        yield field(origin + exact.path(), ',') + "," + field(target, ',') + "," + end + "\n";
      }
      case Source.Prefix prefix ->
          field(origin + prefix.path(), ',') + "," + field(target, ',') + "," + end + "\n";
      case Source.Matching _ -> throw noPattern();
    };
  }

  private static String path(Source source) throws Refusal {
    Source.Exact page = page(source);
    onAnyHost(page.host());
    if (page.query() != null) {
      throw new Refusal("a query in the source");
    }
    return page.path();
  }

  private static void onAnyHost(@Nullable String host) throws Refusal {
    if (host != null) {
      throw new Refusal("a redirect of one host, " + host);
    }
  }

  private static Source.Exact page(Source source) throws Refusal {
    return switch (source) {
      case Source.Exact exact -> exact;
      case Source.Prefix prefix -> throw noPrefix(prefix);
      case Source.Matching _ -> throw noPattern();
    };
  }

  private static Refusal noPrefix(Source.Prefix prefix) {
    return new Refusal("everything below " + prefix.path());
  }

  private static Refusal noPattern() {
    return new Refusal("a regular expression");
  }

  static String written(Source.Exact page) {
    String host = page.host() == null ? "" : "https://" + page.host();
    return host + page.path() + (page.query() == null ? "" : "?" + page.query());
  }

  private static String status(int status) {
    return status == RedirectRule.UNSAID ? "" : Integer.toString(status);
  }

  private static String row(char separator, String... fields) {
    StringBuilder row = new StringBuilder();
    for (String field : fields) {
      row.append(row.isEmpty() ? "" : separator).append(field(field, separator));
    }
    return row.append('\n').toString();
  }

  private static String field(String text, char separator) {
    boolean plain =
        text.indexOf(separator) < 0
            && text.indexOf('"') < 0
            && text.strip().equals(text)
            && !text.startsWith("#");
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
