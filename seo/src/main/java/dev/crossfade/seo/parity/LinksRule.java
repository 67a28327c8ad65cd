package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.Page.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SEO-LINKS: next links the pages of the shop that legacy links, and lets crawlers follow. What a
 * page recommends changes by itself, so a link that is gone counts only if no other of its kind
 * came instead: pages are of a kind when their paths begin alike.
 */
final class LinksRule implements ParityRule {
  private static final double TOLERATED = 0.10;
  private static final int FEWEST = 3;
  private static final int MOST_SHOWN = 10;

  /** Pages that need no crawler, which next often opens without a link. */
  private static final Set<String> PERSONAL =
      Set.of(
          "cart",
          "basket",
          "bag",
          "checkout",
          "account",
          "my-account",
          "customer",
          "login",
          "logout",
          "signin",
          "sign-in",
          "register",
          "signup",
          "wishlist",
          "wish-list",
          "compare",
          "search",
          "catalogsearch",
          "newsletter",
          "cdn-cgi");

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}([-_][A-Za-z]{2})?");

  /** Pages whose paths begin alike, on both sides. */
  private static final class Kind {
    final List<String> gone = new ArrayList<>();
    int before;
    int came;

    /** Whether they come and go: a third was replaced at least, and two for five are there. */
    boolean changes() {
      int now = before - gone.size() + came;
      return came >= gone.size() || (3L * came >= gone.size() && 5L * now >= 2L * before);
    }
  }

  @Override
  public Rule rule() {
    return Rule.SEO_LINKS;
  }

  @Override
  public boolean isAbout(Pair pair) {
    return pair.isJudged() && pair.isWhole();
  }

  @Override
  public void check(Pair pair, Notes notes) {
    Places places = pair.places();
    String self = places.page(pair.url());
    Map<String, Boolean> was = targets(pair.legacy(), places, self);
    Map<String, Boolean> is = targets(pair.next(), places, self);
    was.values().removeIf(followed -> !followed);
    lost(was, is, notes);
    List<String> closed = new ArrayList<>();
    int kept = 0;
    for (String target : was.keySet()) {
      Boolean followed = is.get(target);
      kept += followed == null ? 0 : 1;
      if (followed != null && !followed) {
        closed.add(target);
      }
    }
    if (isMuch(closed.size(), kept)) {
      notes.add(
          kept + " followed",
          (kept - closed.size()) + " followed",
          "marks %d of %d links nofollow that legacy lets be followed"
              .formatted(closed.size(), kept),
          Wording.some(closed, MOST_SHOWN));
    }
  }

  private static void lost(Map<String, Boolean> was, Map<String, Boolean> is, Notes notes) {
    Map<String, Kind> kinds = new TreeMap<>();
    for (String target : was.keySet()) {
      Kind kind = kinds.computeIfAbsent(kind(target), _ -> new Kind());
      kind.before++;
      if (!is.containsKey(target)) {
        kind.gone.add(target);
      }
    }
    for (String target : is.keySet()) {
      Kind kind = kinds.get(kind(target));
      if (kind != null && !was.containsKey(target)) {
        kind.came++;
      }
    }
    int lost = 0;
    List<String> examples = new ArrayList<>();
    for (Kind kind : kinds.values()) {
      if (!kind.changes()) {
        lost += kind.gone.size() - kind.came;
        examples.addAll(kind.gone);
      }
    }
    boolean all = is.isEmpty() && was.size() >= 2;
    if (all || isMuch(lost, was.size())) {
      notes.add(
          Wording.counted(was.size(), "page", "pages"),
          Wording.counted(is.size(), "page", "pages"),
          "lost %d of %s that legacy links (%s)"
              .formatted(
                  lost,
                  Wording.counted(was.size(), "page", "pages"),
                  Wording.percent((double) lost / was.size())),
          Wording.some(examples, MOST_SHOWN));
    }
  }

  private static boolean isMuch(int count, int of) {
    return count >= FEWEST && count > TOLERATED * of;
  }

  /** The shop's pages that are linked, each with whether crawlers may follow one of its links. */
  private static Map<String, Boolean> targets(Page page, Places places, @Nullable String self) {
    Map<String, Boolean> targets = new TreeMap<>();
    for (Link link : page.links()) {
      String target = places.page(link.url());
      if (target != null && !target.equals(self) && !isPersonal(target)) {
        targets.merge(target, !link.nofollow(), Boolean::logicalOr);
      }
    }
    return targets;
  }

  private static boolean isPersonal(String target) {
    int from = 1;
    int segments = 0;
    while (from < target.length() && segments++ < 3) {
      int end = target.indexOf('/', from);
      String segment = target.substring(from, end < 0 ? target.length() : end);
      if (PERSONAL.contains(segment)) {
        return true;
      }
      from = end < 0 ? target.length() : end + 1;
    }
    return false;
  }

  /** How its path begins: the folder, behind a language, and how deep it is. */
  private static String kind(String target) {
    String[] segments = target.substring(1).split("/", 8);
    boolean language = segments.length > 1 && LANGUAGE.matcher(segments[0]).matches();
    int first = language ? 1 : 0;
    return segments.length - first < 2 ? "/*" : segments[first] + "/" + segments.length;
  }
}
