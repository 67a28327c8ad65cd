package dev.crossfade.seo.reconcile;

/** Why a URL is as it is: each is in one class, and in no other. */
public enum Explanation {
  KEPT(true, "Kept", "listed, answers itself, and legacy had it"),
  NEW(true, "New", "listed, answers itself, and legacy did not have it"),
  MOVED(true, "Moved", "one redirect to a page that is listed"),
  MERGED(true, "Merged", "answers, and names a listed page as its canonical"),
  HIDDEN(true, "Hidden on purpose", "answers, is not listed, and is kept out of search"),
  GONE(true, "Gone on purpose", "answers 410 and is not listed"),
  NEVER(true, "Never there", "asked for by visitors only, who were refused then as now"),
  MOVED_BY_CHAIN(false, "Moved by a chain", "several redirects to a page that is listed"),
  MOVED_UNLISTED(false, "Moved elsewhere", "redirected to a page that no sitemap lists"),
  MERGED_UNLISTED(false, "Merged into the unlisted", "names a canonical that no sitemap lists"),
  UNLISTED(false, "Answers unlisted", "a page of legacy that answers and that no sitemap lists"),
  UNKNOWN(false, "Known to visitors only", "answers, and neither legacy nor the sitemap has it"),
  UNREDIRECTED(false, "Not redirected", "in the redirect map, and answers as a page"),
  LISTED_HIDDEN(false, "Listed and hidden", "listed, and kept out of search"),
  LISTED_COPY(false, "Listed and merged", "listed, and names another page as its canonical"),
  LISTED_MOVED(false, "Listed and moved", "listed, and redirects"),
  LISTED_GONE(false, "Listed and gone", "listed, and ends in an error"),
  LOST(false, "Lost", "legacy had it, or the redirect map has it, and it ends in an error"),
  BROKEN(false, "Broken", "the server fails or does not answer"),
  UNASKED(false, "Not asked", "the audit ended before");

  private final boolean explained;
  private final String title;
  private final String meaning;

  Explanation(boolean explained, String title, String meaning) {
    this.explained = explained;
    this.title = title;
    this.meaning = meaning;
  }

  /** The class of a URL. */
  public static Explanation of(KnownUrl known, Live live) {
    return known.is(Source.SITEMAP) ? ofListed(known, live) : ofUnlisted(known, live);
  }

  private static Explanation ofListed(KnownUrl known, Live live) {
    return switch (live) {
      case Live.Page _ -> known.is(Source.MAP) ? UNREDIRECTED : known.isOfLegacy() ? KEPT : NEW;
      case Live.Hidden _ -> LISTED_HIDDEN;
      case Live.Copy _ -> LISTED_COPY;
      case Live.Moved _ -> LISTED_MOVED;
      case Live.Astray _, Live.Missing _ -> known.isOfLegacy() ? LOST : LISTED_GONE;
      case Live.Gone _ -> LISTED_GONE;
      case Live.Broken _ -> BROKEN;
      case Live.Unasked _ -> UNASKED;
    };
  }

  private static Explanation ofUnlisted(KnownUrl known, Live live) {
    return switch (live) {
      case Live.Page _ ->
          known.is(Source.MAP) ? UNREDIRECTED : known.isOfLegacy() ? UNLISTED : UNKNOWN;
      case Live.Hidden _ -> HIDDEN;
      case Live.Copy(boolean listed) -> listed ? MERGED : MERGED_UNLISTED;
      case Live.Moved(int hops, boolean listed) ->
          !listed ? MOVED_UNLISTED : hops == 1 ? MOVED : MOVED_BY_CHAIN;
      case Live.Gone _ -> GONE;
      case Live.Astray _, Live.Missing _ ->
          known.isOfLegacy() || known.is(Source.MAP) ? LOST : NEVER;
      case Live.Broken _ -> BROKEN;
      case Live.Unasked _ -> UNASKED;
    };
  }

  /** Whether nobody needs to look at it. */
  public boolean isExplained() {
    return explained;
  }

  /** For people: {@code Moved by a chain}. */
  public String title() {
    return title;
  }

  /** What is so with its URLs. */
  public String meaning() {
    return meaning;
  }
}
