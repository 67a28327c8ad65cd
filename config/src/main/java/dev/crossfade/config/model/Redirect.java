package dev.crossfade.config.model;

import com.google.re2j.Pattern;
import dev.crossfade.config.shape.ByKey;
import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Inline;
import dev.crossfade.config.shape.Input;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Ref;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One redirect, or a file of them. */
public sealed interface Redirect {
  /** What every redirect may say. */
  Policy policy();

  /** When and how it is answered. */
  record Policy(
      @Doc("always, next (only visitors whom next serves) or complete (the unit is at 100%).")
          @Default("always")
          When when,
      @Doc("301 302 303 307 308 410, or auto: 302 in mid-rollout, 301 once complete.")
          @Default("301")
          Status status,
      @Doc("What becomes of the query: preserve, drop, or exact (it is part of the source).")
          @Default("preserve")
          Query query,
      @Doc("The unit whose rollout decides about when and auto.") @Ref("units")
          @Nullable String unit,
      @Doc("Visitors of legacy who ask for the new URL are sent back with 302.") @Default("false")
          boolean reverse,
      @Doc("Whether /Sale and /sale are two pages.") @Default("true") boolean caseSensitive,
      @Doc("Whether /sale and /sale/ are two pages (exact) or one (ignore); no matter to patterns.")
          @Default("exact")
          TrailingSlash trailingSlash)
      implements Checked {

    @Override
    public void check(Complaints complaints) {
      if (unit == null && status == Status.AUTO) {
        complaints.at("status").problem("auto asks a rollout (expected: unit, or a status)");
      }
      if (unit == null && when == When.COMPLETE) {
        complaints.at("when").problem("complete asks a rollout (expected: unit)");
      }
    }
  }

  /** Many, from a file. */
  @ByKey("file")
  record FromFile(
      @Doc("The file.") @Input Path file,
      @Doc("How it is written; auto: by its name and content.") @Default("auto") Format format,
      @Doc("Whether lines that cannot be followed are passed over with a warning.")
          @Default("false")
          boolean lenient,
      @Inline Policy policy)
      implements Redirect {}

  /** Everything below a path. */
  @ByKey("prefix")
  record Prefix(
      @Doc("The start of the path.") @Matches(value = "/[^\\s?#]*", expected = "a path")
          String prefix,
      @Doc("What it is replaced with: a path or a URL.")
          @Matches(value = TARGET, expected = TARGET_EXPECTED)
          String to,
      @Inline Policy policy)
      implements Redirect {}

  /** Every path that a regular expression finds. */
  @ByKey("pattern")
  record ByPattern(
      @Doc("The expression (RE2), matched against the path.") Pattern pattern,
      @Doc("A path or a URL; $1 stands for what the first group matched.")
          @Matches(value = TARGET, expected = TARGET_EXPECTED)
          String to,
      @Inline Policy policy)
      implements Redirect {}

  /** When it is answered. */
  enum When {
    ALWAYS,
    NEXT,
    COMPLETE
  }

  /** What becomes of the query. */
  enum Query {
    PRESERVE,
    DROP,
    EXACT
  }

  /** What a slash at the end of a path means. */
  enum TrailingSlash {
    EXACT,
    IGNORE
  }

  /** What is answered. */
  enum Status {
    AUTO("auto"),
    S301("301"),
    S302("302"),
    S303("303"),
    S307("307"),
    S308("308"),
    S410("410");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** How a file of redirects is written. */
  enum Format {
    AUTO,
    CSV,
    NETLIFY,
    NGINX,
    APACHE,
    SHOPIFY,
    CLOUDFLARE,
    WORDPRESS,
    GOVUK,
    MDN,
    JSON,
    JSONL
  }

  String TARGET = "(/|https?://)[^\\s]*";
  String TARGET_EXPECTED = "a path or a URL";
}
