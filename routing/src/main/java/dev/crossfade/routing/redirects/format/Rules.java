package dev.crossfade.routing.redirects.format;

import com.google.re2j.Pattern;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import dev.crossfade.routing.redirects.RuleSink;
import org.jspecify.annotations.Nullable;

/** What a file says, line by line: texts become rules or problems, with the place they are at. */
final class Rules {
  static final int GONE = 410;

  private final String file;
  private final RuleSink sink;
  private int line;
  private boolean foreign;
  private boolean toldOfForeign;

  Rules(String file, RuleSink sink) {
    this.file = file;
    this.sink = sink;
  }

  /**
   * @param foreign it was no UTF-8
   */
  void onLine(int number, boolean foreign) {
    this.line = number;
    this.foreign = foreign;
  }

  int line() {
    return line;
  }

  /** What is said of a line that is not the one last read: a statement began further up. */
  void back(int number) {
    line = number;
  }

  void problem(String message) {
    sink.onProblem(new Place(file, line), message);
  }

  void problem(Refusal refusal) {
    problem(refusal.reason());
  }

  /** One page of any or one host, as a path or a URL. */
  void page(String source, String target, int status) throws Refusal {
    page(Address.source(source), target, status);
  }

  void page(Address source, String target, int status) throws Refusal {
    add(source.page(), Target.of(target), status);
  }

  /** Everything below a path; what follows it is appended to the target. */
  void below(Address source, String target, int status) throws Refusal {
    if (source.query() != null) {
      throw new Refusal("a query in a path's start (expected: a path alone)");
    }
    add(new Source.Prefix(source.host(), source.path()), Target.of(target), status);
  }

  /**
   * Every path that a regular expression finds. One that finds a single path is that page: it is
   * looked up instead of tried.
   */
  void matching(@Nullable String host, String regex, String target, int status) throws Refusal {
    String single = Patterns.singlePath(regex);
    if (single != null && !Patterns.hasGroups(target)) {
      Address address = Address.source(single);
      add(new Source.Exact(host, address.path(), address.query()), Target.of(target), status);
      return;
    }
    Pattern pattern = Patterns.compile(regex);
    Patterns.checkGroups(pattern, target);
    add(new Source.Matching(host, pattern), Target.of(target), status);
  }

  private void add(Source source, String target, int status) throws Refusal {
    if (target.isEmpty() && status != GONE) {
      throw new Refusal("no target (expected: a path, a URL, or the status 410)");
    }
    if (!target.isEmpty() && status == GONE) {
      throw new Refusal("status 410 with a target (expected: one of them)");
    }
    if (foreign && !toldOfForeign) {
      toldOfForeign = true;
      problem("no UTF-8, read as Windows-1252 here and further down (expected: UTF-8)");
    }
    sink.onRule(new RedirectRule(source, target, status, new Place(file, line)));
  }
}
