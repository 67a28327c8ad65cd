package dev.crossfade.seo.parity;

import dev.crossfade.seo.url.WebUrl;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rules know beyond the two pages: which addresses are the shop's own, where its redirects
 * lead, and what was seen of other pages.
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

  /** A storefront. */
  enum Side {
    LEGACY,
    NEXT
  }

  /** The little that others ask about a page. */
  record Seen(int status, boolean hidden, @Nullable WebUrl canonical) {}

  /** Whether an address is the shop's, on whichever of its hosts. */
  default boolean isOwn(WebUrl url) {
    WebUrl origin = origin();
    return (origin != null && url.isSameSite(origin))
        || storefronts().stream().anyMatch(url::isSameSite);
  }
}
