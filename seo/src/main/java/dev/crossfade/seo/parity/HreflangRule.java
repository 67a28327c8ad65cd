package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.Page.Alternate;
import dev.crossfade.seo.parity.Site.Seen;
import dev.crossfade.seo.parity.Site.Side;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SEO-HREFLANG: next names legacy's versions in other languages, the page itself among them, by
 * valid codes and absolute addresses, and those that were seen name this page in turn.
 */
final class HreflangRule implements ParityRule {
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final int MOST_RETURNS = 20;

  @Override
  public Rule rule() {
    return Rule.SEO_HREFLANG;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Places places = pair.places();
    Map<String, WebUrl> was = byCode(pair.legacy());
    Map<String, WebUrl> is = byCode(pair.next());
    List<String> faults = new ArrayList<>();
    List<String> lost = was.keySet().stream().filter(code -> !is.containsKey(code)).toList();
    if (!was.isEmpty() && is.isEmpty()) {
      faults.add(
          "names no other languages, legacy names " + Wording.some(List.copyOf(was.keySet()), 5));
    } else if (!lost.isEmpty()) {
      faults.add("no longer names " + Wording.some(lost, 5));
    }
    was.forEach(
        (code, before) -> {
          WebUrl now = is.get(code);
          if (now != null && !places.publicly(now).equals(places.moved(before))) {
            faults.add(
                "%s is %s instead of %s".formatted(code, places.shown(now), places.shown(before)));
          }
        });
    if (!is.isEmpty() && !namesItself(pair, is.values()) && namesItself(pair, was.values())) {
      faults.add("does not name itself");
    }
    written(pair, was, is, faults);
    returns(pair, is, faults);
    for (String fault : faults) {
      notes.add(said(was), said(is), fault, "");
    }
  }

  private static boolean namesItself(Pair pair, Iterable<WebUrl> urls) {
    for (WebUrl url : urls) {
      if (pair.places().same(url, pair.url())) {
        return true;
      }
    }
    return false;
  }

  /** What is wrong with how they are written, where legacy does not write them so. */
  private static void written(
      Pair pair, Map<String, WebUrl> was, Map<String, WebUrl> is, List<String> faults) {
    boolean relativeBefore = pair.legacy().alternates().stream().anyMatch(HreflangRule::isRelative);
    List<String> bad = is.keySet().stream().filter(c -> !isCode(c) && !was.containsKey(c)).toList();
    if (!bad.isEmpty()) {
      faults.add(
          "uses %s, which %s no language with a country"
              .formatted(Wording.some(bad, 5), bad.size() == 1 ? "is" : "are"));
    }
    List<String> relative = new ArrayList<>();
    for (Alternate alternate : pair.next().alternates()) {
      if (isRelative(alternate)) {
        relative.add(alternate.written());
      }
    }
    if (!relative.isEmpty() && !relativeBefore) {
      faults.add("names " + Wording.some(relative, 2) + " by a relative address");
    }
    for (Map.Entry<String, WebUrl> entry : is.entrySet()) {
      WebUrl before = was.get(entry.getKey());
      if (before != null && isForeign(pair, before, entry.getValue())) {
        faults.add(
            "%s is on %s, not on %s"
                .formatted(entry.getKey(), entry.getValue().origin(), before.origin()));
        return;
      }
    }
  }

  /** Whether a version is named on a storefront's inner host, which legacy's is not. */
  private static boolean isForeign(Pair pair, WebUrl before, WebUrl now) {
    WebUrl origin = pair.site().origin();
    return origin != null
        && pair.places().isOwn(now)
        && !now.isSameSite(origin)
        && before.isSameSite(origin);
  }

  /** Versions that were seen on next without naming this page, though on legacy they do. */
  private static void returns(Pair pair, Map<String, WebUrl> is, List<String> faults) {
    Places places = pair.places();
    int asked = 0;
    for (Map.Entry<String, WebUrl> entry : is.entrySet()) {
      WebUrl other = entry.getValue();
      if (asked++ == MOST_RETURNS || places.same(other, pair.url())) {
        continue;
      }
      Seen next = pair.site().seen(Side.NEXT, other);
      Seen legacy = pair.site().seen(Side.LEGACY, other);
      if (isSilent(pair, next) && !isSilent(pair, legacy)) {
        faults.add(
            "%s (%s) does not name it in turn".formatted(places.shown(other), entry.getKey()));
      }
    }
  }

  private static boolean isSilent(Pair pair, @Nullable Seen seen) {
    return seen != null
        && seen.status() == 200
        && seen.alternates().stream().noneMatch(url -> pair.places().same(url, pair.url()));
  }

  private static boolean isRelative(Alternate alternate) {
    return alternate.url() != null && WebUrl.parse(alternate.written()) == null;
  }

  /** Codes in lower case with the address of each; of several for one code the first. */
  private static Map<String, WebUrl> byCode(Page page) {
    Map<String, WebUrl> urls = new TreeMap<>();
    for (Alternate alternate : page.alternates()) {
      WebUrl url = alternate.url();
      if (url != null) {
        urls.putIfAbsent(alternate.code().strip().toLowerCase(Locale.ROOT), url);
      }
    }
    return urls;
  }

  /** ISO 639-1, perhaps a script of ISO 15924, perhaps a country of ISO 3166-1; or x-default. */
  private static boolean isCode(String code) {
    if (code.equals("x-default")) {
      return true;
    }
    String[] parts = code.split("-", -1);
    int country = parts.length > 1 && parts[1].length() == 4 ? 2 : 1;
    return LANGUAGES.contains(parts[0])
        && parts.length <= country + 1
        && (parts.length <= country || COUNTRIES.contains(parts[country].toUpperCase(Locale.ROOT)));
  }

  private static String said(Map<String, WebUrl> codes) {
    return codes.isEmpty() ? "none" : String.join(", ", codes.keySet());
  }
}
