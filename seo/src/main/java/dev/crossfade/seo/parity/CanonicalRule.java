package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.Page.Canonical;
import dev.crossfade.seo.parity.Pair.Kind;
import dev.crossfade.seo.parity.Site.Seen;
import dev.crossfade.seo.parity.Site.Side;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SEO-CANONICAL: next names the page that legacy names, or the one that took its place; once, where
 * search engines look for it, absolute, and on the public origin.
 */
final class CanonicalRule implements ParityRule {
  @Override
  public Rule rule() {
    return Rule.SEO_CANONICAL;
  }

  /** Whether search engines heed a canonical that stands there. */
  static boolean counts(Canonical canonical) {
    return switch (canonical.where()) {
      case HEAD, FIELD -> true;
      case BODY, NOSCRIPT -> false;
    };
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Set<WebUrl> legacy = named(pair.legacy());
    Set<WebUrl> next = named(pair.next());
    WebUrl was = legacy.size() == 1 ? legacy.iterator().next() : null;
    if (next.isEmpty()) {
      if (was != null) {
        missing(pair, was, notes);
      }
      return;
    }
    if (next.size() > 1) {
      if (legacy.size() <= 1) {
        notes.add(
            said(pair.legacy()),
            said(pair.next()),
            "names " + next.size() + " canonicals that disagree, so that all are ignored",
            evidence(pair.next()));
      }
      return;
    }
    WebUrl is = next.iterator().next();
    if (isRelative(pair.next()) && !isRelative(pair.legacy())) {
      add(pair, "names its canonical by a relative address", notes);
    }
    String host = host(pair, was, is);
    if (host != null) {
      add(pair, host, notes);
    }
    boolean onlyHost = host != null && was != null && is.target().equals(was.target());
    String page = onlyHost ? null : page(pair, was, is);
    if (page != null) {
      add(pair, page, notes);
    } else {
      target(pair, is, notes);
    }
  }

  private static void add(Pair pair, String message, Notes notes) {
    notes.add(said(pair.legacy()), said(pair.next()), message, evidence(pair.next()));
  }

  private static void missing(Pair pair, WebUrl was, Notes notes) {
    String message = "names no canonical, legacy names " + pair.places().shown(was);
    for (Canonical canonical : pair.next().canonicals()) {
      message =
          switch (canonical.where()) {
            case BODY -> "names its canonical in the body, where it is ignored";
            case NOSCRIPT -> "names its canonical inside noscript, where it is ignored";
            case HEAD, FIELD ->
                "names a canonical that leads nowhere: " + Wording.quoted(canonical.written());
          };
    }
    add(pair, message, notes);
  }

  /** What is wrong with the canonical's site; null: nothing. */
  private static @Nullable String host(Pair pair, @Nullable WebUrl was, WebUrl is) {
    WebUrl origin = pair.site().origin();
    if (was != null && is.isSameSite(was)) {
      return null;
    }
    if (origin != null) {
      return is.isSameSite(origin)
          ? null
          : "names its canonical on %s, not on %s".formatted(is.origin(), origin.origin());
    }
    boolean own = is.isSameSite(pair.url());
    boolean eachItself =
        is.isSameSite(pair.next().url()) && (was == null || was.isSameSite(pair.legacy().url()));
    if (own || eachItself) {
      return null;
    }
    return "names its canonical on %s, not on %s"
        .formatted(is.origin(), (was == null ? pair.url() : was).origin());
  }

  /** What is wrong with the page that is named; null: nothing. */
  private static @Nullable String page(Pair pair, @Nullable WebUrl was, WebUrl is) {
    Places places = pair.places();
    WebUrl named = places.atHome(is);
    WebUrl self = places.moved(pair.url());
    if (was == null) {
      return named.equals(self) || named.equals(places.publicly(pair.url()))
          ? null
          : "canonical names %s, legacy names none".formatted(places.shown(is));
    }
    WebUrl expected = places.moved(was);
    boolean asBefore = named.equals(places.atHome(was)) && expected.equals(places.publicly(was));
    if (named.equals(expected) || asBefore) {
      return null;
    }
    if (named.equals(places.publicly(is)) && places.moved(is).equals(expected)) {
      return "canonical names %s, which redirects to %s"
          .formatted(places.shown(is), places.shown(expected));
    }
    String instead =
        "canonical names %s instead of %s".formatted(places.shown(is), places.shown(was));
    return expected.equals(places.publicly(was))
        ? instead
        : instead + ", which is now " + places.shown(expected);
  }

  /** What is known of the page that is named, unless it is this one. */
  private static void target(Pair pair, WebUrl is, Notes notes) {
    Places places = pair.places();
    WebUrl named = places.publicly(is);
    if (named.equals(places.publicly(pair.next().url()))
        || named.equals(places.publicly(pair.url()))) {
      return;
    }
    String fault = fault(places, named, pair.site().seen(Side.NEXT, named));
    if (fault != null && fault(places, named, pair.site().seen(Side.LEGACY, named)) == null) {
      add(pair, "canonical names " + places.shown(is) + ", which " + fault, notes);
    }
  }

  private static @Nullable String fault(Places places, WebUrl url, @Nullable Seen seen) {
    if (seen == null) {
      return null;
    }
    if (Kind.of(seen.status()) != Kind.ANSWER) {
      return "answers " + seen.status();
    }
    if (seen.hidden()) {
      return "is hidden from search";
    }
    WebUrl on = seen.canonical();
    return on == null || places.same(on, url) ? null : "names " + places.shown(on) + " in turn";
  }

  /** The addresses that count, each once. */
  private static Set<WebUrl> named(Page page) {
    Set<WebUrl> urls = new LinkedHashSet<>();
    for (Canonical canonical : page.canonicals()) {
      WebUrl url = canonical.url();
      if (url != null && counts(canonical)) {
        urls.add(url);
      }
    }
    return urls;
  }

  private static boolean isRelative(Page page) {
    for (Canonical canonical : page.canonicals()) {
      if (counts(canonical) && WebUrl.parse(canonical.written()) == null) {
        return true;
      }
    }
    return false;
  }

  private static String said(Page page) {
    List<String> written = new ArrayList<>();
    for (Canonical canonical : page.canonicals()) {
      if (counts(canonical)) {
        written.add(canonical.written());
      }
    }
    return written.isEmpty() ? "none" : String.join(" · ", new LinkedHashSet<>(written));
  }

  private static String evidence(Page page) {
    List<String> lines = new ArrayList<>();
    for (Canonical canonical : page.canonicals()) {
      String where =
          switch (canonical.where()) {
            case HEAD -> "head";
            case FIELD -> "Link field";
            case BODY -> "body";
            case NOSCRIPT -> "noscript";
          };
      lines.add(where + ": " + canonical.written());
    }
    return String.join("\n", lines);
  }
}
