package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.parity.Pair.Kind;
import dev.crossfade.seo.parity.Site.Seen;
import dev.crossfade.seo.parity.Site.Side;
import dev.crossfade.seo.url.WebUrl;

/**
 * SEO-STATUS: both answer, both redirect to the same place, or both have no such page. A redirect
 * to where the redirect map leads is what was asked for. Nothing is held against next where legacy
 * itself fails, and a redirect where legacy has no page is no loss.
 */
final class StatusRule implements ParityRule {
  @Override
  public Rule rule() {
    return Rule.SEO_STATUS;
  }

  @Override
  public boolean isAbout(Pair pair) {
    return true;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Kind next = Kind.of(pair.next().status());
    switch (Kind.of(pair.legacy().status())) {
      case ANSWER -> {
        switch (next) {
          case ANSWER -> answered(pair, notes);
          case REDIRECT -> redirectedAway(pair, notes);
          case GONE, FAILED -> differs(pair, notes);
        }
      }
      case REDIRECT -> {
        switch (next) {
          case ANSWER -> stays(pair, notes);
          case REDIRECT -> bothRedirect(pair, notes);
          case GONE, FAILED -> differs(pair, notes);
        }
      }
      case GONE -> {
        switch (next) {
          case ANSWER, FAILED -> differs(pair, notes);
          case REDIRECT, GONE -> {}
        }
      }
      case FAILED -> {}
    }
  }

  private static void differs(Pair pair, Notes notes) {
    String legacy = said(pair, pair.legacy());
    String next = said(pair, pair.next());
    notes.add(legacy, next, "answers " + next + " instead of " + legacy, "");
  }

  /** An answer without content is none. */
  private static void answered(Pair pair, Notes notes) {
    if (isEmpty(pair.next().status()) && !isEmpty(pair.legacy().status())) {
      differs(pair, notes);
    }
  }

  private static boolean isEmpty(int status) {
    return status == 204 || status == 205;
  }

  private static void redirectedAway(Pair pair, Notes notes) {
    Places places = pair.places();
    WebUrl to = pair.next().location();
    WebUrl mapped = places.moved(pair.url());
    boolean hasMoved = !mapped.equals(places.publicly(pair.url()));
    if (to == null || !hasMoved || !places.moved(to).equals(mapped)) {
      differs(pair, notes);
    } else {
      arrives(pair, to, notes);
    }
  }

  /** Legacy redirects, and next has a page: the one that legacy leads to, or a second one. */
  private static void stays(Pair pair, Notes notes) {
    Places places = pair.places();
    WebUrl to = pair.legacy().location();
    WebUrl at = pair.next().url();
    boolean there =
        (to != null && places.same(at, to))
            || (!places.publicly(at).equals(places.publicly(pair.url()))
                && places.same(at, pair.url()));
    if (!there) {
      differs(pair, notes);
    }
  }

  private static void bothRedirect(Pair pair, Notes notes) {
    Places places = pair.places();
    WebUrl was = pair.legacy().location();
    WebUrl is = pair.next().location();
    if (was == null) {
      return;
    }
    boolean same = is != null && (leadsAlike(pair, was, is) || places.same(is, pair.url()));
    if (!same || is == null) {
      differs(pair, notes);
      return;
    }
    if (isForGood(pair.legacy().status()) && !isForGood(pair.next().status())) {
      notes.add(
          said(pair, pair.legacy()),
          said(pair, pair.next()),
          "redirects for a time (%d) instead of for good (%d)"
              .formatted(pair.next().status(), pair.legacy().status()),
          "");
    }
    arrives(pair, is, notes);
  }

  /** What comes and goes, such as a login, says in its query where visitors came from. */
  private static boolean leadsAlike(Pair pair, WebUrl was, WebUrl is) {
    Places places = pair.places();
    if (places.same(was, is)) {
      return true;
    }
    return !isForGood(pair.legacy().status())
        && places.moved(was).path().equals(places.moved(is).path())
        && places.isOwn(was) == places.isOwn(is);
  }

  private static void arrives(Pair pair, WebUrl to, Notes notes) {
    Seen seen = pair.site().seen(Side.NEXT, to);
    Kind kind = seen == null ? Kind.ANSWER : Kind.of(seen.status());
    if (seen != null && (kind == Kind.GONE || kind == Kind.FAILED)) {
      notes.add(
          said(pair, pair.legacy()),
          said(pair, pair.next()) + ", then " + seen.status(),
          "redirects to %s, which answers %d".formatted(pair.places().shown(to), seen.status()),
          "");
    }
  }

  private static boolean isForGood(int status) {
    return status == 301 || status == 308;
  }

  private static String said(Pair pair, Page page) {
    return Kind.of(page.status()) == Kind.REDIRECT
        ? page.status() + " to " + pair.places().shown(page.location())
        : String.valueOf(page.status());
  }
}
