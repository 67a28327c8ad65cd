package dev.crossfade.routing.redirects;

import dev.crossfade.config.model.Redirect;
import dev.crossfade.config.model.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a list of rules, in the order of the rules: each as a search engine would come
 * to know it, had all of them one policy.
 *
 * <table>
 * <caption>Rules</caption>
 * <tr><td>RED-INVALID</td><td>cannot be followed at all</td></tr>
 * <tr><td>RED-LOOP</td><td>leads back to itself, by way of others perhaps</td></tr>
 * <tr><td>RED-CHAIN</td><td>leads to what redirects again</td></tr>
 * <tr><td>RED-DUPLICATE</td><td>says the same as an earlier one</td></tr>
 * <tr><td>RED-CONFLICT</td><td>asks for the same as an earlier one and leads elsewhere</td></tr>
 * <tr><td>RED-SHADOWED</td><td>can never match, since others win</td></tr>
 * <tr><td>RED-HOME</td><td>{@value #HOME} or more lead to a home page</td></tr>
 * <tr><td>RED-MANY</td><td>{@value #MANY} or more lead to one page</td></tr>
 * <tr><td>RED-TEMPORARY</td><td>302, 303 or 307</td></tr>
 * </table>
 */
public final class RedirectLint {
  /** So many pages may well have had their content on the home page. */
  public static final int HOME = 3;

  /** So many may well have become one. */
  public static final int MANY = 20;

  static final Redirect.Policy POLICY =
      new Redirect.Policy(
          Redirect.When.ALWAYS,
          Redirect.Status.S301,
          Redirect.Query.PRESERVE,
          null,
          false,
          true,
          Redirect.TrailingSlash.EXACT);

  private static final int NONE = -1;

  private final List<RedirectRule> rules;
  private final List<RedirectProblem> problems = new ArrayList<>();
  private final int[] entries;
  private final int[] ruleOf;
  private final String[] invalid;
  private final RedirectMap map;

  private RedirectLint(List<RedirectRule> rules) {
    this.rules = rules;
    this.entries = new int[rules.size()];
    this.invalid = new String[rules.size()];
    String[] said = new String[1];
    RedirectCompiler compiler = new RedirectCompiler((_, message) -> said[0] = message);
    for (int i = 0; i < entries.length; i++) {
      int before = compiler.count();
      said[0] = "";
      compiler.add(rules.get(i), POLICY);
      boolean taken = compiler.count() > before;
      entries[i] = taken ? before : NONE;
      invalid[i] = taken ? "" : said[0];
    }
    this.map = compiler.linked();
    this.ruleOf = new int[map.entries()];
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] != NONE) {
        ruleOf[entries[i]] = i;
      }
    }
  }

  public static List<RedirectProblem> of(List<RedirectRule> rules) {
    return new RedirectLint(List.copyOf(rules)).problems();
  }

  private List<RedirectProblem> problems() {
    int[] next = next();
    boolean[] inRing = Rings.of(next);
    Map<String, Integer> first = new HashMap<>();
    Map<String, Integer> crowds = crowds();
    LintShadows shadows = new LintShadows(rules, map, entries);
    for (int i = 0; i < entries.length; i++) {
      int entry = entries[i];
      if (entry == NONE) {
        String rule = invalid[i].endsWith(LOOPS) ? "RED-LOOP" : "RED-INVALID";
        add(i, rule, Severity.CRITICAL, invalid[i]);
        continue;
      }
      following(i, entry, next[entry], inRing[entry]);
      if (!repeated(i, entry, first)) {
        String shadow = shadows.of(i);
        if (!shadow.isEmpty()) {
          add(i, "RED-SHADOWED", Severity.MINOR, shadow);
        }
      }
      crowded(i, entry, crowds);
      temporary(i, entry);
    }
    return List.copyOf(problems);
  }

  private static final String LOOPS = "(expected: another page)";

  private int[] next() {
    int[] next = new int[map.entries()];
    Arrays.fill(next, NONE);
    for (int entry = 0; entry < next.length; entry++) {
      Kind kind = map.all().kindOf(entry);
      String target = map.target(entry);
      boolean literal = kind.shape() != Kind.Shape.PATTERN || target.indexOf('$') < 0;
      if (!target.isEmpty() && literal) {
        next[entry] = map.next(entry, Url.of(target), map.all().host(entry));
      }
    }
    for (int entry = 0; entry < next.length; entry++) {
      if (next[entry] == entry) {
        next[entry] = NONE; // a page right below a prefix that leads there
      }
    }
    return next;
  }

  private void following(int i, int entry, int next, boolean inRing) {
    if (next == NONE) {
      return;
    }
    String there = map.source(next) + " (" + rules.get(ruleOf[next]).place() + ")";
    RedirectMap.Hop first = new RedirectMap.Hop(entry, map.target(entry), 301);
    RedirectMap.Hop last = map.follow(first, map.all().host(entry));
    boolean exact = map.all().kindOf(entry).shape() == Kind.Shape.EXACT;
    if (last == null && (inRing || !exact)) {
      add(
          i,
          "RED-LOOP",
          Severity.CRITICAL,
          "leads in a circle by way of "
              + there
              + "; a browser gives up, a search engine drops it");
    } else if (last == null) {
      add(
          i,
          "RED-CHAIN",
          Severity.MAJOR,
          "leads on to "
              + there
              + " and more than "
              + RedirectMap.MOST_HOPS
              + " hops further; search engines give up");
    } else {
      String end = last.location().isEmpty() ? "a page that is gone" : last.location();
      add(i, "RED-CHAIN", Severity.MAJOR, "leads on to " + there + "; lead it straight to " + end);
    }
  }

  private boolean repeated(int i, int entry, Map<String, Integer> first) {
    String key = map.all().kindOf(entry).shape() + map.source(entry);
    Integer earlier = first.putIfAbsent(key, i);
    if (earlier == null) {
      return false;
    }
    RedirectRule other = rules.get(earlier);
    boolean same =
        map.target(entries[earlier]).equals(map.target(entry))
            && map.all().kindOf(entries[earlier]).status() == map.all().kindOf(entry).status();
    add(
        i,
        same ? "RED-DUPLICATE" : "RED-CONFLICT",
        Severity.MAJOR,
        same
            ? "says what " + other.place() + " says"
            : other.place() + " wins and leads to " + map.target(entries[earlier]));
    return true;
  }

  private Map<String, Integer> crowds() {
    Map<String, Integer> crowds = new HashMap<>();
    for (int entry = 0; entry < map.entries(); entry++) {
      if (map.all().kindOf(entry).shape() == Kind.Shape.EXACT && !map.target(entry).isEmpty()) {
        crowds.merge(map.target(entry), 1, Integer::sum);
      }
    }
    return crowds;
  }

  /** Said once, where the first of them stands. */
  private void crowded(int i, int entry, Map<String, Integer> crowds) {
    String target = map.target(entry);
    Integer crowd =
        map.all().kindOf(entry).shape() == Kind.Shape.EXACT ? crowds.remove(target) : null;
    if (crowd == null) {
      return;
    }
    String path = target.isEmpty() ? "" : Url.of(target).path();
    if (crowd >= HOME && (path.isEmpty() || path.equals("/"))) {
      add(
          i,
          "RED-HOME",
          Severity.MAJOR,
          crowd + " redirects lead to the home page; search engines take that for pages not found");
    } else if (crowd >= MANY) {
      add(i, "RED-MANY", Severity.MINOR, crowd + " redirects lead to this one page");
    }
  }

  private void temporary(int i, int entry) {
    int status = map.all().kindOf(entry).status();
    if (Statuses.isTemporary(status)) {
      add(
          i,
          "RED-TEMPORARY",
          Severity.MAJOR,
          status + " says that the page comes back; search engines keep the old address");
    }
  }

  private void add(int i, String rule, Severity severity, String message) {
    RedirectRule at = rules.get(i);
    int entry = entries[i];
    String source =
        switch (at.source()) {
          case RedirectRule.Source.Exact exact -> exact.path();
          case RedirectRule.Source.Prefix prefix -> prefix.path();
          case RedirectRule.Source.Matching matching -> matching.pattern().pattern();
        };
    problems.add(
        new RedirectProblem(
            rule,
            severity,
            at.place().file(),
            at.place().line(),
            entry == NONE ? source : map.source(entry),
            entry == NONE ? at.target() : map.target(entry),
            message));
  }
}
