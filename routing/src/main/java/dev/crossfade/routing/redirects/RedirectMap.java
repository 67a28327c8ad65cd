package dev.crossfade.routing.redirects;

import dev.crossfade.cohorts.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * All redirects, compiled: made once by a {@link RedirectCompiler}, immutable, asked by every event
 * loop. Asking costs the same for ten entries and a million, and a miss makes nothing.
 *
 * <p>What asks for one page wins over prefixes, those over patterns. What does not hold for the
 * visitor is passed over. A prefix or a pattern that leads to another redirect of the same policy
 * is followed while it is asked; what asks for one page was followed when it was compiled.
 */
public final class RedirectMap {
  /** Search engines follow ten; what leads further leads nowhere. */
  static final int MOST_HOPS = 10;

  private static final Scope EVERYONE = (_, _) -> true;

  private final Entries entries;
  private final ExactTable exact;
  private final PrefixTable prefixes;
  private final PatternTable patterns;
  private final Landing landing;

  RedirectMap(Entries entries, ExactTable exact, PrefixTable prefixes, PatternTable patterns) {
    this.entries = entries;
    this.exact = exact;
    this.prefixes = prefixes;
    this.patterns = patterns;
    this.landing = new Landing(entries, patterns);
  }

  /** A map of nothing. */
  public static RedirectMap empty() {
    return new RedirectCompiler((_, _) -> {}).compile();
  }

  /** Where this request is sent; null: nowhere. */
  public @Nullable Redirection find(RequestHead head, Scope scope) {
    if (entries.count() == 0 || !head.path().startsWith("/")) {
      return null;
    }
    String path = Normal.path(head.path());
    String query = Normal.query(head.query());
    long entry = search(head.host(), path, query, scope);
    return entry < 0 ? null : redirection(entry, head, path, query);
  }

  private @Nullable Redirection redirection(
      long entry, RequestHead head, String path, String query) {
    String location = landing.of(entry, path, query);
    Kind kind = entries.kindOf(entry);
    int status = kind.status();
    if (location != null && kind.shape() != Kind.Shape.EXACT) {
      Hop last = follow(new Hop(Entries.number(entry), location, status), head.host());
      location = last == null ? null : last.location();
      status = last == null ? status : last.status();
    }
    if (location == null || isWhereItWas(location, head, path, query)) {
      return null;
    }
    return new Redirection(Entries.number(entry), location, status, kind.policy());
  }

  /** A URL may name the very page that was asked for, when the source names no host. */
  private static boolean isWhereItWas(
      String location, RequestHead head, String path, String query) {
    if (location.isEmpty() || !location.contains(path)) {
      return false; // what nearly all are
    }
    Url url = Url.of(location);
    boolean here =
        url.origin().isEmpty()
            || url.origin().equals((head.secure() ? "https://" : "http://") + head.host());
    return here
        && (url.path().isEmpty() ? "/" : url.path()).equals(path)
        && (url.query() == null ? "" : url.query()).equals(query);
  }

  /** Where a walk stands: the entry that led there, and what the statuses so far come to. */
  record Hop(int entry, String location, int status) {}

  /** Goes on while others of the same policy lead on; null: it never ends. */
  @Nullable Hop follow(Hop first, String host) {
    Hop at = first;
    String asked = host;
    for (int hops = 0; hops < MOST_HOPS; hops++) {
      if (at.status() == Statuses.GONE) {
        return at;
      }
      Url url = Url.of(at.location());
      int next = next(at.entry(), url, asked);
      if (next < 0) {
        return at;
      }
      String named = url.host();
      asked = named == null ? asked : named;
      Hop hop = hop(at, next, url);
      if (hop == null) {
        return at;
      }
      at = hop;
    }
    return null;
  }

  /** Who takes a visitor on whom an entry has sent to this address; −1: nobody surely. */
  int next(int entry, Url url, String host) {
    String named = url.host();
    boolean elsewhere = named != null && !named.equals(host);
    if (url.hasPort()) {
      return -1;
    }
    int next =
        locate(
            named == null ? host : named,
            url.path().isEmpty() ? "/" : url.path(),
            url.query() == null ? "" : url.query(),
            EVERYONE);
    if (next < 0 || !entries.kindOf(entry).leadsThrough(entries.kindOf(next))) {
      return -1;
    }
    return elsewhere && entries.isAnyHost(next) ? -1 : next;
  }

  /** One step on; a browser keeps the fragment when the next address has none. */
  @Nullable Hop hop(Hop from, int next, Url url) {
    String query = url.query() == null ? "" : url.query();
    String location =
        landing.of(entries.entry(next), url.path().isEmpty() ? "/" : url.path(), query);
    if (location == null) {
      return null;
    }
    if (location.isEmpty()) {
      return new Hop(next, "", Statuses.GONE);
    }
    Url to = Url.of(location);
    String origin = to.origin().isEmpty() ? url.origin() : to.origin();
    String fragment = to.fragment() == null ? url.fragment() : to.fragment();
    int status = Statuses.inARow(from.status(), entries.kindOf(next).status());
    return new Hop(next, new Url(origin, to.path(), to.query(), fragment).toString(), status);
  }

  /** The number of the entry that takes this; −1: nobody. */
  int locate(String host, String path, String query, Scope scope) {
    return Entries.number(search(host, path, query, scope));
  }

  private long search(String host, String path, String query, Scope scope) {
    long found = exact.find(host, path, query, scope);
    if (found < 0 && !prefixes.isEmpty()) {
      found = prefixes.find(host, path, !query.isEmpty(), scope);
    }
    if (found < 0 && !patterns.isEmpty()) {
      int number = patterns.find(host, path, !query.isEmpty(), scope);
      found = number < 0 ? number : entries.entry(number);
    }
    return found;
  }

  /** How many there are, derived ones among them. */
  public int entries() {
    return entries.count();
  }

  /** How many can never be found, since an earlier one asks for the same page. */
  public int repeated() {
    return exact.same();
  }

  /** What people want to know about an entry. */
  public RedirectEntry describe(int entry) {
    Kind kind = entries.kindOf(entry);
    return new RedirectEntry(
        source(entry),
        entries.target(entry),
        kind.status(),
        new Place(kind.file(), entries.line(entry)),
        kind.policy(),
        kind.way());
  }

  String source(int entry) {
    return entries.source(entry);
  }

  String target(int entry) {
    return entries.target(entry);
  }

  boolean isOnlyExact() {
    return prefixes.isEmpty() && patterns.isEmpty();
  }

  ExactTable exact() {
    return exact;
  }

  Entries all() {
    return entries;
  }

  /** What stays the same over reloads and restarts, for counters: a hash of what is asked for. */
  public long key(int entry) {
    Kind kind = entries.kindOf(entry);
    return Keys.text(kind.shape() + " " + kind.way() + " " + entries.source(entry));
  }

  /** Bytes of heap that entries and tables take, patterns aside. */
  public long size() {
    return entries.size() + exact.size() + prefixes.size();
  }
}
