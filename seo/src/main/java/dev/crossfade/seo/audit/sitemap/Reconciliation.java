package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.reconcile.Explanation;
import dev.crossfade.seo.reconcile.KnownUrl;
import dev.crossfade.seo.reconcile.Live;
import dev.crossfade.seo.reconcile.Source;
import dev.crossfade.seo.url.WebUrl;
import java.util.function.Consumer;

/** Says of each URL which class it is in, and finds fault with those that are lost. */
final class Reconciliation implements Consumer<KnownUrl> {
  private final WebUrl site;
  private final Function live;
  private final Found.Words words;
  private final Consumer<Finding> more;
  private final Ranking ranking = new Ranking();

  /** What the site answered. */
  interface Function {
    Live of(String target);
  }

  Reconciliation(WebUrl site, Function live, Found.Words words, Consumer<Finding> more) {
    this.site = site;
    this.live = live;
    this.words = words;
    this.more = more;
  }

  @Override
  public void accept(KnownUrl known) {
    Live answer = live.of(known.target());
    Explanation explanation = Explanation.of(known, answer);
    ranking.add(known, explanation);
    switch (explanation) {
      case LOST ->
          tell(
              Rule.RED_MISSING,
              known,
              explanation,
              answer instanceof Live.Astray ? "is redirected into an error" : "ends in an error");
      case UNLISTED, MOVED_UNLISTED, MERGED_UNLISTED -> {
        if (known.is(Source.LEGACY_SITEMAP)) {
          tell(Rule.MAP_MISSING, known, explanation, explanation.meaning());
        }
      }
      case KEPT,
          NEW,
          MOVED,
          MERGED,
          HIDDEN,
          GONE,
          NEVER,
          MOVED_BY_CHAIN,
          UNKNOWN,
          UNREDIRECTED,
          LISTED_HIDDEN,
          LISTED_COPY,
          LISTED_MOVED,
          LISTED_GONE,
          BROKEN,
          UNASKED -> {} // fine, or found when the page was looked at, or for people to judge
    }
  }

  private void tell(Rule rule, KnownUrl known, Explanation explanation, String what) {
    Finding finding =
        words.finding(
            rule,
            site.origin() + known.target(),
            explanation.title(),
            what + "; known to " + known.knownBy(),
            "");
    if (finding != null) {
      more.accept(finding);
    }
  }

  Ranking ranking() {
    return ranking;
  }
}
