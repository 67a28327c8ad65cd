package dev.crossfade.seo.parity;

import dev.crossfade.seo.page.MainText;
import dev.crossfade.seo.url.WebUrl;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rules know beyond the two pages: which addresses are the shop's own, where its redirects
 * lead, and what was seen of other pages. Asked by many threads at once.
 */
public interface Site {
  /** The public origin, which canonicals must name; null: it is not configured. */
  @Nullable WebUrl origin();

  /** Where the storefronts themselves were asked: their links may name these hosts. */
  Set<WebUrl> storefronts();

  /** Where the redirect map leads from this address, in the end; the address itself: nowhere. */
  WebUrl redirected(WebUrl url);

  /** What was seen of another page of this storefront; null: nothing yet. */
  @Nullable Seen seen(Side side, WebUrl url);

  /** What this storefront says of a page that cannot exist; null: nobody asked. */
  default @Nullable MainText notFound(Side side) {
    return null;
  }

  /** Whether now both storefronts serve this address, each to its visitors. */
  default boolean isSplit(WebUrl url) {
    return false;
  }

  /** A storefront. */
  enum Side {
    LEGACY,
    NEXT
  }

  /**
   * The little that others ask about a page.
   *
   * @param hidden whether it keeps itself out of search
   * @param canonical null: none, or several that disagree
   * @param alternates its versions in other languages, as it names them
   */
  record Seen(int status, boolean hidden, @Nullable WebUrl canonical, Set<WebUrl> alternates) {
    public Seen {
      alternates = Set.copyOf(alternates);
    }
  }

  /** Whether an address is the shop's, on whichever of its hosts, by http or https. */
  default boolean isOwn(WebUrl url) {
    WebUrl origin = origin();
    if (origin != null && isSameHost(url, origin)) {
      return true;
    }
    for (WebUrl storefront : storefronts()) {
      if (isSameHost(url, storefront)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSameHost(WebUrl one, WebUrl other) {
    return one.host().equals(other.host()) && one.port() == other.port();
  }
}
