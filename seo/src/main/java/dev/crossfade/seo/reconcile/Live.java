package dev.crossfade.seo.reconcile;

/** What the site answers for a URL today. */
public sealed interface Live {
  /** A page that may be indexed under this URL. */
  record Page() implements Live {}

  /** A page that is kept out of search, by noindex or robots.txt. */
  record Hidden() implements Live {}

  /**
   * A page that names another as canonical.
   *
   * @param listed whether the sitemap has that
   */
  record Copy(boolean listed) implements Live {}

  /**
   * Redirects that end at a page which may be indexed.
   *
   * @param hops how many, 1 or more
   * @param listed whether the sitemap has that page
   */
  record Moved(int hops, boolean listed) implements Live {}

  /** Redirects that end at no such page: at an error, in a circle, at what is hidden. */
  record Astray() implements Live {}

  /** 410: not there any more, on purpose. */
  record Gone() implements Live {}

  /** 404 or another refusal. */
  record Missing() implements Live {}

  /** A failing server, or no answer. */
  record Broken() implements Live {}

  /** Nobody has asked. */
  record Unasked() implements Live {}
}
