package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.RedirectRule;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes redirects in any format, in the order in which they win where that matters. What {@link
 * RedirectReader} reads from it are the same rules, but for what {@link Losses} was told of.
 */
public final class RedirectWriter {
  private RedirectWriter() {}

  /** Writes all that the format can say, and leaves the writer open. */
  public static void write(List<RedirectRule> rules, Format format, Writer out, Losses losses)
      throws IOException {
    RuleWriter writer =
        switch (format) {
          case AUTO ->
              throw new IllegalArgumentException("format auto (expected: the one to write)");
          case CSV, SHOPIFY, CLOUDFLARE, WORDPRESS, GOVUK, MDN -> new TableWriter(format);
          case NETLIFY -> new NetlifyWriter();
          case NGINX -> new NginxWriter();
          case APACHE -> new ApacheWriter();
          case JSON -> new JsonRuleWriter(true);
          case JSONL -> new JsonRuleWriter(false);
        };
    boolean takesFirst =
        format == Format.NETLIFY || format == Format.NGINX || format == Format.APACHE;
    writer.write(takesFirst ? Precedence.sorted(rules) : rules, out, losses);
  }
}
