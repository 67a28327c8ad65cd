package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.Page.Indexing;
import java.util.ArrayList;
import java.util.List;

/**
 * SEO-NOINDEX: what legacy lets into search, next does too, for all crawlers and for each. Only
 * what is not HTML can say so by its field alone, so any answer is looked at. That a page may be
 * found which legacy hides is no loss.
 */
final class NoindexRule implements ParityRule {
  private static final List<String> AGENTS = List.of("*", "googlebot", "bingbot");
  private static final String UNTIL = "unavailable_after";

  @Override
  public Rule rule() {
    return Rule.SEO_NOINDEX;
  }

  @Override
  public boolean isAbout(Pair pair) {
    return pair.isAnswered();
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Indexing legacy = pair.legacy().indexing();
    Indexing next = pair.next().indexing();
    if (next.hides("*") && !legacy.hides("*")) {
      notes.add(
          said(pair.legacy()), said(pair.next()), "is hidden from all search engines", of(next));
      return;
    }
    List<String> newly = new ArrayList<>();
    for (String agent : AGENTS) {
      if (next.hides(agent) && !legacy.hides(agent)) {
        newly.add(agent);
      }
    }
    if (!newly.isEmpty()) {
      notes.add(
          said(pair.legacy()),
          said(pair.next()),
          "is hidden from " + String.join(" and ", newly),
          of(next));
    }
    if (expires(next) && !expires(legacy)) {
      notes.add(
          said(pair.legacy()), said(pair.next()), "leaves search at a date of its own", of(next));
    }
  }

  private static boolean expires(Indexing indexing) {
    for (List<String> directives : indexing.byAgent().values()) {
      for (String directive : directives) {
        if (directive.startsWith(UNTIL)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String said(Page page) {
    List<String> sources = page.indexing().sources();
    return sources.isEmpty() ? "index" : String.join(" · ", sources);
  }

  private static String of(Indexing indexing) {
    return String.join("\n", indexing.sources());
  }
}
