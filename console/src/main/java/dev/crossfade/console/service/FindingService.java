package dev.crossfade.console.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what live parity found, and takes what people say of it. On threads that may block. */
public interface FindingService {
  /** Groups of findings, the gravest first. */
  Findings findings(Wanted wanted);

  /** Empty: there is no such group. */
  Optional<Group> finding(String id);

  /** How many were open in the last hours, at most 720, of one unit or of all (null). */
  FindingTrend findingTrend(int hours, @Nullable String unit);

  /** The same of one group; empty: there is no such group. */
  Optional<FindingTrend.OfOne> findingTrendOf(String id, int hours);

  /** Lives with a group from now on: it stops counting. */
  Said acceptFinding(String id, String actor, String reason, Expected expected);

  /** Does not live with it any more. */
  Said reopenFinding(String id, String actor, String reason, Expected expected);

  /** Templates that are kept from next, or were released by an operator. */
  List<Guarding> guards();

  /** Lets next serve a template again, whatever it breaks. */
  Said releaseGuard(String unit, String template, String actor, String reason, Expected expected);

  /**
   * Which groups somebody wants to see; null: whichever.
   *
   * @param since seen at this moment or later
   * @param after a cursor of the page before
   */
  record Wanted(
      @Nullable String unit,
      @Nullable String template,
      @Nullable String rule,
      @Nullable String severity,
      @Nullable String state,
      @Nullable Instant since,
      @Nullable String after,
      int limit) {}

  /**
   * A page of groups.
   *
   * @param total how many there are of what is wanted
   * @param cursor of the next page; null: this is the last
   * @param guards templates that are kept from next
   * @param facets how many there would be with other filters
   * @param coverage what they were looked for in
   * @param storeProblem why findings would not survive a restart; null: they would
   */
  record Findings(
      List<Group> findings,
      int total,
      @Nullable String cursor,
      List<Guarding> guards,
      FindingFacets facets,
      Coverage coverage,
      @Nullable String storeProblem) {
    public Findings {
      findings = List.copyOf(findings);
      guards = List.copyOf(guards);
    }
  }

  /**
   * What is compared, and how much was.
   *
   * @param units whose pages are compared; none: nobody asked for it
   * @param rate how many of the pages that visitors get, such as {@code 1%}
   * @param criticalPaths how many URLs are compared on a schedule
   * @param everySeconds how often they are
   * @param pagesLastDay that were compared in the last 24 hours
   * @param pages that were compared in the last thirty days
   * @param since when the first of these was; null: none was
   */
  record Coverage(
      List<String> units,
      String rate,
      int criticalPaths,
      long everySeconds,
      long pagesLastDay,
      long pages,
      @Nullable Instant since) {
    public Coverage {
      units = List.copyOf(units);
    }
  }

  /**
   * One rule that pages of one template of one unit break.
   *
   * @param version another one when its state changes, or what people say of it; counts are no part
   *     of it
   * @param state open, noise, closed or accepted
   * @param count pages that showed it, ever
   * @param share of the pages that were compared since it opened, 0 to 1
   * @param pages how many that were
   * @param clean pages in a row that did not show it
   * @param cleanToClose so many of them close it
   * @param traffic about how many requests such pages answered since it opened
   */
  record Group(
      String id,
      String version,
      String unit,
      String template,
      String rule,
      String severity,
      String state,
      String title,
      String consequence,
      String remedy,
      long count,
      double share,
      long pages,
      long clean,
      long cleanToClose,
      Instant first,
      Instant last,
      Instant opened,
      @Nullable Instant closed,
      Traffic traffic,
      @Nullable Accepted accepted,
      List<Example> examples)
      implements Named {
    public Group {
      examples = List.copyOf(examples);
    }
  }

  /** Requests behind a group. */
  record Traffic(long visitors, long crawlers) {}

  /** Who lives with it, and why. */
  record Accepted(String by, Instant at, String reason) {}

  /**
   * A page that shows it, with what both storefronts say.
   *
   * @param marks where they differ; null: in a list, of all examples of a group but the latest
   */
  record Example(
      String url,
      Instant at,
      String legacy,
      String next,
      String message,
      String evidence,
      @Nullable Marks marks) {}

  /** What both say, in parts. */
  record Marks(List<Part> legacy, List<Part> next) {
    public Marks {
      legacy = List.copyOf(legacy);
      next = List.copyOf(next);
    }
  }

  /**
   * A piece of a text.
   *
   * @param changed whether the other storefront does not have it
   */
  record Part(String text, boolean changed) {}

  /**
   * A guard that did something.
   *
   * @param version another one each time that it does something
   * @param state guarded or released
   * @param earliest when the template may return; null: it is with next
   */
  record Guarding(
      String unit,
      String template,
      String version,
      String state,
      Instant since,
      @Nullable Instant earliest,
      int clean,
      String why)
      implements Named {}

  /** Something that people can say something of. */
  sealed interface Named {
    String version();
  }

  /** What came of saying something. */
  sealed interface Said {}

  /**
   * It is so from now on.
   *
   * @param state of what it was said about
   */
  record Noted(Named state) implements Said {}

  /** Nothing changed, since it is not as expected, but like this. */
  record Stale(Named state) implements Said {}

  /** It is not, and nothing changed. */
  record Refused(String reason) implements Said {}

  /** There is nothing of that name. */
  record Unknown(String reason) implements Said {}
}
