package dev.crossfade.routing.redirects;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One redirect as somebody wrote it, whatever the format.
 *
 * @param target a path or a URL, with $1 for what a group of a pattern matched; empty: the page is
 *     gone (410)
 * @param status 301, 302, 303, 307, 308 or 410; {@link #UNSAID}: what the whole file says
 */
public record RedirectRule(Source source, String target, int status, Place place) {
  public static final int UNSAID = 0;

  /** What must be asked for. A host of null is any host. */
  public sealed interface Source {
    @Nullable String host();

    /**
     * One page.
     *
     * @param path with its leading slash, escapes normalised
     * @param query null: any
     */
    record Exact(@Nullable String host, String path, @Nullable String query) implements Source {}

    /** Everything below a path; what follows it is appended to the target. */
    record Prefix(@Nullable String host, String path) implements Source {}

    /** Every path that a regular expression finds. */
    record Matching(@Nullable String host, Pattern pattern) implements Source {}
  }
}
