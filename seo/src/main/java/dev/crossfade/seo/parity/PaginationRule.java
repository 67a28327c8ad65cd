package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.Page.Link;
import dev.crossfade.seo.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * SEO-PAGINATION: from a page of a list next leads to the pages before and behind it, as legacy
 * does; a link in the page does as well as one in its head.
 */
final class PaginationRule implements ParityRule {
  @Override
  public Rule rule() {
    return Rule.SEO_PAGINATION;
  }

  @Override
  public boolean isAbout(Pair pair) {
    return pair.isJudged() && pair.isWhole();
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Page legacy = pair.legacy();
    Page next = pair.next();
    compare(pair, "previous", legacy.paging().previous(), next.paging().previous(), notes);
    compare(pair, "next", legacy.paging().next(), next.paging().next(), notes);
  }

  private static void compare(
      Pair pair, String which, @Nullable WebUrl was, @Nullable WebUrl is, Notes notes) {
    if (was == null || (is != null && pair.places().same(was, is)) || isLinked(pair, was)) {
      return;
    }
    String before = pair.places().shown(was);
    if (is == null) {
      notes.add(before, "none", "does not link the %s page %s".formatted(which, before), "");
    } else {
      String now = pair.places().shown(is);
      notes.add(before, now, "%s page is %s instead of %s".formatted(which, now, before), "");
    }
  }

  private static boolean isLinked(Pair pair, WebUrl target) {
    for (Link link : pair.next().links()) {
      if (!link.nofollow() && pair.places().same(link.url(), target)) {
        return true;
      }
    }
    return false;
  }
}
