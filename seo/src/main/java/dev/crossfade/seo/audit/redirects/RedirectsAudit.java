package dev.crossfade.seo.audit.redirects;

import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.Templates;
import dev.crossfade.routing.redirects.RedirectLint;
import dev.crossfade.seo.audit.Audit;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.audit.Checked;
import dev.crossfade.seo.audit.Conclusion;
import dev.crossfade.seo.audit.Crowds;
import dev.crossfade.seo.fetch.Fetching;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Asks for each source of a redirect map, and for each address that must not be lost: lands it, in
 * one hop, on a page that search engines take?
 */
public final class RedirectsAudit implements Audit<Source> {
  private static final int TARGETS = 50_000;

  private final RedirectFiles files;
  private final WebUrl origin;
  private final Severities severities;
  private final Templates templates;
  private final Landings landings;
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Crowds targets = new Crowds(TARGETS);

  private RedirectsAudit(
      RedirectFiles files,
      WebUrl origin,
      Severities severities,
      Templates templates,
      Landings landings) {
    this.files = files;
    this.origin = origin;
    this.severities = severities;
    this.templates = templates;
    this.landings = landings;
  }

  /** How a source ended, for the table. */
  private enum Outcome {
    LANDED("lands in one hop on a page"),
    CHAINED("takes more than one hop"),
    HOME("lands on the home page"),
    BAD_TARGET("lands on no page"),
    PAGE("is a page itself"),
    LOST("is not found or gone"),
    CIRCLE("leads in a circle"),
    SILENT("has no answer");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    static Outcome of(Trip trip) {
      Landing last = trip.last();
      return switch (trip.end()) {
        case CIRCLE, TOO_FAR -> CIRCLE;
        case NOWHERE -> BAD_TARGET;
        case FAILED -> SILENT;
        case ARRIVED -> {
          if (trip.hops() == 0) {
            yield last.status() == 200 && !last.soft() ? PAGE : LOST;
          }
          boolean page = last.status() == 200 && !last.soft() && last.hidden().isEmpty();
          yield !page ? BAD_TARGET : isHome(last.url()) ? HOME : trip.hops() > 1 ? CHAINED : LANDED;
        }
      };
    }
  }

  /**
   * An audit that can begin.
   *
   * @param heads the same, for answers of which only status and fields matter
   * @param bodies whether pages are read; without, they are judged by status and fields alone
   * @param nobody an address that the site has never had
   */
  public static RedirectsAudit of(
      RedirectFiles files,
      WebUrl origin,
      Severities severities,
      Templates templates,
      Fetching fetching,
      Fetching heads,
      PageReader reader,
      boolean bodies,
      WebUrl nobody)
      throws InterruptedException {
    Landings landings = new Landings(fetching, heads, reader, bodies, new Allowed(fetching));
    landings.compareWith(nobody);
    return new RedirectsAudit(files, origin, severities, templates, landings);
  }

  @Override
  public void subjects(Consumer<Source> each) throws IOException {
    files.read(each);
  }

  @Override
  public Checked check(Source source) throws InterruptedException {
    Landing first = landings.source(source.url(), !(source instanceof Source.Listed));
    Trip trip = Trip.from(first, landings::at);
    List<Finding> findings = Judge.of(origin, severities, templates, source, trip);
    Outcome outcome = Outcome.of(trip);
    boolean lands = trip.hops() > 0 && trip.end() == Trip.End.ARRIVED;
    String fact = outcome.name() + (lands ? " " + trip.last().url() : "");
    return new Checked(findings, List.of(fact), !isSilent(first));
  }

  /** Nobody is there; who is there and says nothing of use has answered. */
  private static boolean isSilent(Landing first) {
    return switch (first.cause()) {
      case null -> false;
      case NAME, CONNECT, TIMEOUT, TLS -> true;
      case PROTOCOL, TOO_LARGE -> false;
    };
  }

  @Override
  public void learn(String fact) {
    int gap = fact.indexOf(' ');
    Outcome outcome = Outcome.valueOf(gap < 0 ? fact : fact.substring(0, gap));
    outcomes.merge(outcome, 1L, Long::sum);
    if (gap > 0 && outcome != Outcome.HOME) {
      targets.add(fact.substring(gap + 1));
    }
  }

  @Override
  public Conclusion conclude(Consumer<Finding> more) {
    many(more);
    boolean homes = outcomes.getOrDefault(Outcome.HOME, 0L) >= RedirectLint.HOME;
    List<String> notes = new ArrayList<>();
    if (!targets.isExact()) {
      notes.add("Redirects lead to so many pages that RED-MANY counts no more than it is sure of.");
    }
    return new Conclusion(
        finding -> homes || finding.rule() != Rule.RED_HOME, List.of(table()), notes, basis());
  }

  private static AuditReport.Basis basis() {
    return new AuditReport.Basis(
        EnumSet.of(
            Rule.RED_INVALID,
            Rule.RED_LOOP,
            Rule.RED_CHAIN,
            Rule.RED_TARGET,
            Rule.RED_TEMPORARY,
            Rule.RED_HOME,
            Rule.RED_MANY,
            Rule.RED_CONFLICT,
            Rule.RED_UNDONE,
            Rule.RED_MISSING,
            Rule.RED_YOUNG),
        Map.of(),
        List.of(
            new AuditReport.Setting("hops followed", Integer.toString(Trip.MOST_HOPS)),
            new AuditReport.Setting(
                "redirects to the home page that are too many",
                Integer.toString(RedirectLint.HOME)),
            new AuditReport.Setting(
                "redirects to one page that are too many", Integer.toString(RedirectLint.MANY))));
  }

  private void many(Consumer<Finding> more) {
    targets.atLeast(RedirectLint.MANY).entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(target -> many(target.getKey(), target.getValue(), more));
  }

  private void many(String url, int count, Consumer<Finding> more) {
    WebUrl target = WebUrl.of(url);
    String template = templates.nameOf(target.path());
    Severity severity = severities.of(Rule.RED_MANY, template);
    if (severity != null) {
      String message =
          "%s%,d redirects lead to this one page"
              .formatted(targets.isExact() ? "" : "at least ", count);
      more.accept(new Finding(Rule.RED_MANY, severity, url, template, "", "", message, ""));
    }
  }

  private AuditReport.Table table() {
    List<List<String>> rows = new ArrayList<>();
    outcomes.forEach((outcome, count) -> rows.add(List.of(outcome.words, count.toString())));
    return new AuditReport.Table(
        "How old addresses end",
        "What became of each address that was asked for.",
        List.of("an old address", "addresses"),
        rows,
        1);
  }

  static boolean isHome(WebUrl url) {
    return url.path().equals("/") && url.query() == null;
  }
}
