package dev.crossfade.routing.redirects;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import dev.crossfade.config.model.Redirect;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link RedirectMap} of rules, in the order in which they win. What cannot be followed is
 * a problem, and the others go on. For one thread, used once.
 */
public final class RedirectCompiler {
  /** Of a source with host and query. */
  private static final int LONGEST = 2 * Normal.LONGEST;

  private static final int SHOWN = 80;

  private final RuleProblems problems;
  private final Entries entries = new Entries();
  private final PatternTable patterns = new PatternTable(entries);
  private final List<Integer> prefixes = new ArrayList<>();
  private long[] hashes = new long[1 << 10];
  private int exact;
  private boolean exactHosted;
  private boolean prefixHosted;
  private boolean queried;
  private final boolean[] exactForms = new boolean[Kind.FORMS];
  private final boolean[] prefixForms = new boolean[Kind.FORMS];
  private final List<String> hosts = new ArrayList<>();
  private @Nullable Kind lastKind;
  private int lastNumber;
  private final byte[] place = new byte[Normal.LONGEST];
  private boolean full;

  public RedirectCompiler(RuleProblems problems) {
    this.problems = requireNonNull(problems, "problems");
  }

  /** One rule more, and the way back where its policy says so. */
  public void add(RedirectRule rule, Redirect.Policy policy) {
    try {
      put(rule, policy, Scope.Way.FORTH);
      if (policy.reverse()) {
        put(Reversal.of(rule), policy, Scope.Way.BACK);
      }
    } catch (IllegalArgumentException e) {
      problems.onProblem(rule.place(), String.valueOf(e.getMessage()));
    }
  }

  private void put(RedirectRule rule, Redirect.Policy policy, Scope.Way way) {
    int status = status(rule, policy);
    String target = status == Statuses.GONE ? "" : Normal.target(rule.target());
    switch (rule.source()) {
      case Source.Exact(String host, String path, String query) ->
          exact(rule, policy, way, status, target, host, path, query);
      case Source.Prefix(String host, String path) ->
          prefix(rule, policy, way, status, target, host, path);
      case Source.Matching(String host, Pattern pattern) ->
          pattern(rule, policy, way, status, target, host, pattern);
    }
  }

  private static int status(RedirectRule rule, Redirect.Policy policy) {
    int status =
        rule.status() == RedirectRule.UNSAID ? Statuses.of(policy.status()) : rule.status();
    if (rule.target().isEmpty() && rule.status() == RedirectRule.UNSAID) {
      return Statuses.GONE;
    }
    if (status != Redirection.AUTO && !Statuses.isKnown(status)) {
      throw new IllegalArgumentException(
          "status: " + status + " (expected: 301, 302, 303, 307, 308 or 410)");
    }
    if (rule.target().isEmpty() && status != Statuses.GONE) {
      throw new IllegalArgumentException(
          "target: none (expected: a path or a URL, or status 410 for a page that is gone)");
    }
    return status;
  }

  private void exact(
      RedirectRule rule,
      Redirect.Policy policy,
      Scope.Way way,
      int status,
      String target,
      @Nullable String rawHost,
      String rawPath,
      @Nullable String rawQuery) {
    int form = Kind.form(policy);
    String host = host(rawHost);
    String path = path(rawPath, form);
    String query = query(rawQuery, policy);
    if (leadsToItself(host, path, query, target, form)) {
      throw new IllegalArgumentException(
          "target: " + target + " is the source itself (expected: another page)");
    }
    String source = host.isEmpty() && query == null ? path : source(host, path, query);
    int entry = entry(rule, policy, way, status, Kind.Shape.EXACT, source, target);
    if (entry < 0) {
      return;
    }
    if (entry >= hashes.length) {
      hashes = Arrays.copyOf(hashes, entry + (entry >> 1));
    }
    hashes[entry] = ExactTable.hash(host, Keys.path(path, form, place), query);
    exact++;
    exactForms[form] = true;
    queried |= query != null;
    if (!host.isEmpty()) {
      exactHosted = true;
      know(host);
    }
  }

  private static String source(String host, String path, @Nullable String query) {
    return host + path + (query == null ? "" : "?" + query);
  }

  /** What takes only its own query takes none when it names none. */
  private static @Nullable String query(@Nullable String raw, Redirect.Policy policy) {
    String query = raw == null || raw.isEmpty() ? null : Normal.query(raw);
    return query == null && policy.query() == Redirect.Query.EXACT ? "" : query;
  }

  private static boolean leadsToItself(
      String host, String path, @Nullable String query, String target, int form) {
    if (!target.startsWith(path) && form == 0 && target.startsWith("/")) {
      return false; // what most are
    }
    if (target.isEmpty()) {
      return false;
    }
    Url url = Url.of(target);
    String there = url.path().isEmpty() ? "/" : url.path();
    boolean sameHost = url.host() == null || url.host().equals(host);
    boolean samePage = Kind.folded(there, form).substring(0, Kind.end(there, form)).equals(path);
    boolean sameQuery = query == null || query.equals(url.query() == null ? "" : url.query());
    return sameHost && samePage && sameQuery && !url.hasPort();
  }

  private void prefix(
      RedirectRule rule,
      Redirect.Policy policy,
      Scope.Way way,
      int status,
      String target,
      @Nullable String rawHost,
      String rawPath) {
    int form = Kind.form(policy);
    String host = host(rawHost);
    String path = path(rawPath, form);
    Url url = target.isEmpty() ? null : Url.of(target);
    if (url != null && (url.host() == null || host.equals(url.host())) && !url.hasPort()) {
      String there = Kind.folded(url.path(), form) + "/";
      if (there.startsWith(path.endsWith("/") ? path : path + "/")) {
        throw new IllegalArgumentException(
            "target: " + target + " lies below " + path + " itself (expected: another place)");
      }
    }
    int entry = entry(rule, policy, way, status, Kind.Shape.PREFIX, host + path, target);
    if (entry >= 0) {
      prefixes.add(entry);
      prefixForms[form] = true;
      prefixHosted |= !host.isEmpty();
      know(host);
    }
  }

  private void pattern(
      RedirectRule rule,
      Redirect.Policy policy,
      Scope.Way way,
      int status,
      String target,
      @Nullable String rawHost,
      Pattern pattern) {
    Pattern compiled =
        policy.caseSensitive()
            ? pattern
            : Pattern.compile(pattern.pattern(), pattern.flags() | Pattern.CASE_INSENSITIVE);
    Template template = Template.of(target, pattern.groupCount());
    String host = host(rawHost);
    int entry =
        entry(rule, policy, way, status, Kind.Shape.PATTERN, host + pattern.pattern(), target);
    if (entry >= 0) {
      patterns.add(entry, host, compiled, template);
      know(host);
    }
  }

  private static String host(@Nullable String raw) {
    return raw == null ? "" : Normal.host(raw);
  }

  private static String path(String raw, int form) {
    if (!raw.startsWith("/")) {
      throw tooLongOrNoPath(raw);
    }
    String path = Kind.folded(Normal.path(raw), form);
    if (path.length() > Normal.LONGEST) {
      throw tooLongOrNoPath(path);
    }
    return path.substring(0, Kind.end(path, form));
  }

  private static IllegalArgumentException tooLongOrNoPath(String source) {
    return new IllegalArgumentException(
        "source: "
            + source.substring(0, Math.min(SHOWN, source.length()))
            + (source.length() > SHOWN ? "…" : "")
            + " (expected: a path with its query, of at most "
            + Normal.LONGEST
            + " characters)");
  }

  private int entry(
      RedirectRule rule,
      Redirect.Policy policy,
      Scope.Way way,
      int status,
      Kind.Shape shape,
      String source,
      String target) {
    if (source.length() > LONGEST) {
      throw tooLongOrNoPath(source);
    }
    int entry =
        entries.count() == Entries.MOST
            ? -1
            : entries.add(
                kind(policy, rule.place().file(), status, way, shape),
                rule.place().line(),
                source,
                target);
    if (entry < 0 && !full) {
      full = true;
      problems.onProblem(
          rule.place(),
          "there is no room left (expected: at most "
              + Entries.MOST
              + " redirects, of 2 GB in all)");
    }
    return entry;
  }

  private int kind(
      Redirect.Policy policy, String file, int status, Scope.Way way, Kind.Shape shape) {
    Kind last = lastKind;
    if (last == null
        || !last.policy().equals(policy)
        || last.status() != status
        || last.way() != way
        || last.shape() != shape
        || !last.file().equals(file)) {
      lastKind = new Kind(policy, file, status, way, shape);
      lastNumber = entries.kind(lastKind);
    }
    return lastNumber;
  }

  private void know(String host) {
    if (!host.isEmpty() && hosts.size() <= Flattening.MOST_HOSTS && !hosts.contains(host)) {
      hosts.add(host);
    }
  }

  /** How many entries there are so far. */
  int count() {
    return entries.count();
  }

  /** What came in, with chains followed. Rings are problems, and stay as they are. */
  public RedirectMap compile() {
    RedirectMap map = linked();
    new Flattening(map, hosts, problems).run();
    entries.trim();
    return map;
  }

  /** What came in, as it came. */
  RedirectMap linked() {
    hashes = Arrays.copyOf(hashes, entries.count());
    ExactTable table =
        new ExactTable(entries, hashes, exact, exactHosted, queried, forms(exactForms));
    hashes = new long[0];
    int[] below = prefixes.stream().mapToInt(Integer::intValue).toArray();
    PrefixTable tree = new PrefixTable(entries, below, forms(prefixForms), prefixHosted);
    return new RedirectMap(entries, table, tree, patterns);
  }

  private static int[] forms(boolean[] used) {
    int[] forms = new int[Kind.FORMS];
    int count = 0;
    for (int form = 0; form < used.length; form++) {
      if (used[form]) {
        forms[count++] = form;
      }
    }
    return Arrays.copyOf(forms, count);
  }
}
