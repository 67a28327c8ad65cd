package dev.crossfade.routing.redirects;

import dev.crossfade.config.model.Redirect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Leads what asks for one page straight to the end of its chain, and finds the rings.
 *
 * <p>Only where every visitor would have been sent on: both of one policy; whatever host was asked;
 * whatever query is passed on.
 */
final class Flattening {
  /** With more hosts than this, chains of rules for any host are left to the browser. */
  static final int MOST_HOSTS = 64;

  private static final int NAMED = 20;
  private static final byte NEW = 0;
  private static final byte OPEN = 1;
  private static final byte DONE = 2;

  private final RedirectMap map;
  private final Entries entries;
  private final List<String> hosts;
  private final RuleProblems problems;
  private final byte[] states;
  private int[] way = new int[16];
  private int depth;
  private long[] queried = {};
  private boolean led;

  Flattening(RedirectMap map, List<String> hosts, RuleProblems problems) {
    this.map = map;
    this.entries = map.all();
    this.hosts = hosts;
    this.problems = problems;
    this.states = new byte[entries.count()];
  }

  void run() {
    if (map.exact().isQueried()) {
      queried = queriedPaths();
    }
    for (int entry : candidates()) {
      if (states[entry] == NEW) {
        settle(entry);
      }
    }
    if (led) {
      map.exact().relink();
    }
    if (!map.isOnlyExact()) {
      IntStream.range(0, entries.count()).forEach(this::checkEnd);
    }
  }

  /** What prefixes and patterns lead to is followed when it is asked; here only whether it ends. */
  private void checkEnd(int entry) {
    Kind kind = entries.kindOf(entry);
    String target = entries.target(entry);
    boolean literal = kind.shape() == Kind.Shape.PREFIX || target.indexOf('$') < 0;
    if (kind.shape() == Kind.Shape.EXACT || target.isEmpty() || !literal) {
      return;
    }
    RedirectMap.Hop first = new RedirectMap.Hop(entry, target, kind.status());
    if (map.follow(first, entries.host(entry)) == null) {
      reportEndless(entry, map.next(entry, Url.of(target), entries.host(entry)));
    }
  }

  private void reportEndless(int entry, int next) {
    problems.onProblem(
        place(entry),
        "leads on and on: " + name(entry) + " → " + name(next) + " (expected: a page at the end)");
  }

  /** Who may lead on at all: few. All cores look, since they only read. */
  private int[] candidates() {
    return IntStream.range(0, entries.count()).parallel().filter(this::mayLeadOn).toArray();
  }

  private boolean mayLeadOn(int entry) {
    Kind kind = entries.kindOf(entry);
    if (kind.shape() != Kind.Shape.EXACT
        || kind.status() == Statuses.GONE
        || kind.policy().reverse()) {
      return false;
    }
    String target = entries.target(entry);
    if (map.exact().isHosted() || map.exact().isQueried() || !map.isOnlyExact()) {
      return next(entry, Url.of(target)) >= 0;
    }
    return target.startsWith("/") && map.exact().mayHold(page(target));
  }

  private static String page(String target) {
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) == '?' || target.charAt(i) == '#') {
        return target.substring(0, i);
      }
    }
    return target;
  }

  /** Follows one chain to its end, then leads all of it there, the last one first. */
  private void settle(int first) {
    push(first);
    while (depth > 0) {
      int entry = way[depth - 1];
      Url url = Url.of(entries.target(entry));
      int next = next(entry, url);
      if (next < 0) {
        leave(entry);
      } else if (entries.kindOf(next).shape() != Kind.Shape.EXACT || states[next] == DONE) {
        lead(entry, next, url);
        leave(entry);
      } else if (states[next] == OPEN) {
        reportRing(next);
        leave(entry);
      } else {
        push(next);
      }
    }
  }

  private void lead(int entry, int next, Url url) {
    Kind kind = entries.kindOf(entry);
    RedirectMap.Hop here = new RedirectMap.Hop(entry, entries.target(entry), kind.status());
    RedirectMap.Hop hop = map.hop(here, next, url);
    if (hop == null) {
      return;
    }
    String host = entries.host(entry);
    String named = url.host();
    boolean settled = entries.kindOf(next).shape() == Kind.Shape.EXACT;
    RedirectMap.Hop last = settled ? hop : map.follow(hop, named == null ? host : named);
    if (last == null) {
      reportEndless(entry, next);
      return;
    }
    entries.redirect(entry, last.location(), last.status());
    led = true;
  }

  /** Who takes everyone on whom this one sends there; −1: nobody, or not everyone. */
  private int next(int entry, Url url) {
    String host = entries.host(entry);
    int next = map.next(entry, url, host);
    if (next < 0) {
      return -1;
    }
    if (host.isEmpty() && url.host() == null) {
      if (hosts.size() > MOST_HOSTS) {
        return -1;
      }
      for (String other : hosts) {
        if (map.next(entry, url, other) != next) {
          return -1;
        }
      }
    }
    return dependsOnQuery(entry, url) ? -1 : next;
  }

  /** Whether what a visitor asks behind the question mark may choose who takes them on. */
  private boolean dependsOnQuery(int entry, Url url) {
    return entries.kindOf(entry).policy().query() == Redirect.Query.PRESERVE
        && queried.length > 0
        && entries.source(entry).indexOf('?') < 0
        && Arrays.binarySearch(queried, loosely(url.path())) >= 0;
  }

  private long[] queriedPaths() {
    return IntStream.range(0, entries.count())
        .filter(entry -> entries.kindOf(entry).shape() == Kind.Shape.EXACT)
        .mapToObj(entries::source)
        .filter(source -> source.indexOf('?') > 0)
        .mapToLong(source -> loosely(page(source.substring(source.indexOf('/')))))
        .sorted()
        .toArray();
  }

  /** One hash for all that some form takes for the same path. */
  private static long loosely(String path) {
    int loosest = Kind.FORMS - 1;
    String folded = Kind.folded(path, loosest);
    return Keys.path(folded, Kind.end(folded, loosest), loosest);
  }

  private void push(int entry) {
    if (depth == way.length) {
      way = Arrays.copyOf(way, depth * 2);
    }
    way[depth++] = entry;
    states[entry] = OPEN;
  }

  private void leave(int entry) {
    states[entry] = DONE;
    depth--;
  }

  private void reportRing(int from) {
    int start = depth - 1;
    while (way[start] != from) {
      start--;
    }
    List<String> names = new ArrayList<>();
    for (int i = start; i < depth && names.size() < NAMED; i++) {
      names.add(name(way[i]));
    }
    int more = depth - start - names.size();
    String ring = String.join(" → ", names) + (more > 0 ? " → … (" + more + " more)" : "");
    problems.onProblem(
        place(from),
        "leads in a circle: " + ring + " → " + entries.source(from) + " (expected: an end)");
  }

  private String name(int entry) {
    return entries.source(entry) + " (" + place(entry) + ")";
  }

  private Place place(int entry) {
    return new Place(entries.kindOf(entry).file(), entries.line(entry));
  }
}
