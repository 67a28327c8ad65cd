package dev.crossfade.seo.parity;

import dev.crossfade.seo.page.MainText;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.Page.Alternate;
import dev.crossfade.seo.page.Page.Canonical;
import dev.crossfade.seo.url.WebUrl;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A site that remembers the pages that it is told of. What was not asked about for longest is
 * forgotten first. A page is known by its path and query, whichever of the shop's hosts it was
 * asked at. Thread-safe.
 */
public final class KnownSite implements Site {
  private static final int MOST_ALTERNATES = 100;

  private final @Nullable WebUrl origin;
  private final Set<WebUrl> storefronts;
  private final UnaryOperator<WebUrl> redirects;
  private final Predicate<WebUrl> split;
  private final int mostPages;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Seen> pages = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Side, MainText> notFound = new EnumMap<>(Side.class);

  private record Key(Side side, String place) {}

  /**
   * A site of which no page was seen yet.
   *
   * @param redirects where the redirect map leads in the end; the address itself: nowhere
   * @param split whether both storefronts serve an address now
   * @param mostPages to remember, of both storefronts together
   */
  public KnownSite(
      @Nullable WebUrl origin,
      Set<WebUrl> storefronts,
      UnaryOperator<WebUrl> redirects,
      Predicate<WebUrl> split,
      int mostPages) {
    this.origin = origin;
    this.storefronts = Set.copyOf(storefronts);
    this.redirects = redirects;
    this.split = split;
    this.mostPages = mostPages;
  }

  /** A site without redirects that nobody splits, as an audit sees it. */
  public static KnownSite of(@Nullable WebUrl origin, Set<WebUrl> storefronts) {
    return new KnownSite(origin, storefronts, url -> url, _ -> false, 100_000);
  }

  /** Keeps in mind what this page says of itself. */
  public void remember(Side side, Page page) {
    Set<WebUrl> alternates = new HashSet<>();
    for (Alternate alternate : page.alternates()) {
      if (alternate.url() != null && alternates.size() < MOST_ALTERNATES) {
        alternates.add(alternate.url());
      }
    }
    Seen seen =
        new Seen(
            page.status(),
            page.indexing().hides("googlebot"),
            canonical(page.canonicals()),
            alternates);
    lock.lock();
    try {
      pages.put(key(side, page.url()), seen);
      if (pages.size() > mostPages) {
        pages.remove(pages.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Keeps in mind what a storefront answered to an address that cannot exist. */
  public void rememberNotFound(Side side, Page page) {
    lock.lock();
    try {
      notFound.put(side, page.text());
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable WebUrl canonical(List<Canonical> named) {
    WebUrl found = null;
    for (Canonical canonical : named) {
      if (canonical.url() != null && CanonicalRule.counts(canonical)) {
        if (found != null && !found.equals(canonical.url())) {
          return null;
        }
        found = canonical.url();
      }
    }
    return found;
  }

  private Key key(Side side, WebUrl url) {
    return new Key(side, isOwn(url) ? url.target() : url.toString());
  }

  @Override
  public @Nullable WebUrl origin() {
    return origin;
  }

  @Override
  public Set<WebUrl> storefronts() {
    return storefronts;
  }

  @Override
  public WebUrl redirected(WebUrl url) {
    return redirects.apply(url);
  }

  @Override
  public @Nullable Seen seen(Side side, WebUrl url) {
    lock.lock();
    try {
      return pages.get(key(side, url));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable MainText notFound(Side side) {
    lock.lock();
    try {
      return notFound.get(side);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isSplit(WebUrl url) {
    return split.test(url);
  }
}
