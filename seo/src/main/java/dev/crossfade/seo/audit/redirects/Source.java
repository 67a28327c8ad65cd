package dev.crossfade.seo.audit.redirects;

import dev.crossfade.seo.url.WebUrl;
import org.jspecify.annotations.Nullable;

/** An old address, and what is to be expected of it. */
public sealed interface Source {
  WebUrl url();

  /** Where it is written, for people. */
  String place();

  /**
   * A redirect of the map.
   *
   * @param target null: the page is gone for good
   * @param status 0: nothing is said
   */
  record Mapped(WebUrl url, @Nullable WebUrl target, int status, String place) implements Source {}

  /** An address of legacy that must not be lost, and has no redirect of its own in the map. */
  record Listed(WebUrl url, String place) implements Source {}

  /** A redirect that an earlier map had. */
  record Removed(WebUrl url, String place) implements Source {}
}
