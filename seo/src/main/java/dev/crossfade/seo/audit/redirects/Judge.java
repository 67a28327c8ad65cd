package dev.crossfade.seo.audit.redirects;

import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.Templates;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with one source, by the way it took. */
final class Judge {
  private final WebUrl origin;
  private final Severities severities;
  private final Templates templates;
  private final Source source;
  private final Trip trip;
  private final List<Finding> findings = new ArrayList<>();

  private Judge(
      WebUrl origin, Severities severities, Templates templates, Source source, Trip trip) {
    this.origin = origin;
    this.severities = severities;
    this.templates = templates;
    this.source = source;
    this.trip = trip;
  }

  static List<Finding> of(
      WebUrl origin, Severities severities, Templates templates, Source source, Trip trip) {
    Judge judge = new Judge(origin, severities, templates, source, trip);
    switch (source) {
      case Source.Mapped mapped -> judge.mapped(mapped);
      case Source.Listed _ -> judge.listed();
      case Source.Removed _ -> judge.removed();
    }
    return List.copyOf(judge.findings);
  }

  private void mapped(Source.Mapped expected) {
    Landing first = trip.source();
    if (first.status() == 0) {
      add(Rule.RED_INVALID, "there is no answer: " + first.failure());
    } else if (!first.redirects()) {
      notRedirected(expected, first);
    } else {
      redirected(expected.target());
      following();
    }
  }

  private void notRedirected(Source.Mapped expected, Landing first) {
    if (expected.target() == null) {
      if (!first.isLost()) {
        add(Rule.RED_CONFLICT, "the map says gone (410), the site answers " + first.said());
      }
    } else if (first.isLost()) {
      add(
          Rule.RED_MISSING,
          "is not redirected to " + expected.target() + " but answers " + first.said());
    } else {
      add(
          Rule.RED_CONFLICT,
          "is not redirected to " + expected.target() + " but answers " + first.said());
    }
  }

  /** Whether it is the redirect that the map has. */
  private void redirected(@Nullable WebUrl expected) {
    if (expected == null) {
      add(
          Rule.RED_CONFLICT,
          "the map says gone (410), the site redirects to " + trip.source().written());
      return;
    }
    boolean isThere =
        trip.stops().stream().skip(1).anyMatch(stop -> isSame(expected, stop.url()))
            || isSame(expected, trip.last().location());
    if (!isThere) {
      add(
          Rule.RED_CONFLICT,
          "the map leads to " + expected + ", the site to " + trip.source().written());
    }
  }

  /** On whichever of the site's hosts; a query that was asked may have been carried along. */
  private boolean isSame(WebUrl expected, @Nullable WebUrl there) {
    if (there == null) {
      return false;
    }
    if (expected.equals(there) || expected.at(origin).equals(there.at(origin))) {
      return true;
    }
    String carried = source.url().query();
    if (carried == null || !expected.path().equals(there.path())) {
      return false;
    }
    String with = expected.query() == null ? carried : expected.query() + "&" + carried;
    return with.equals(there.query());
  }

  private void listed() {
    Landing first = trip.source();
    if (first.status() == 0) {
      add(Rule.RED_INVALID, "there is no answer: " + first.failure());
    } else if (first.redirects()) {
      following();
    } else if (first.isLost()) {
      add(Rule.RED_MISSING, "answers " + first.said() + " and has no redirect");
    } else if (first.soft()) {
      add(
          Rule.RED_MISSING,
          "answers 200 with the page for addresses that never were, and has no redirect");
    } else if (first.status() != 200) {
      add(Rule.RED_TARGET, "answers " + first.said() + " itself");
    }
  }

  private void removed() {
    if (trip.end() == Trip.End.ARRIVED && trip.last().isLost()) {
      add(
          Rule.RED_YOUNG,
          "had a redirect (" + source.place() + ") and now answers " + trip.last().said());
    }
  }

  /** Where it leads, whatever was expected. */
  private void following() {
    Landing last = trip.last();
    switch (trip.end()) {
      case CIRCLE -> circle(last);
      case TOO_FAR ->
          add(
              Rule.RED_CHAIN,
              "leads on after " + Trip.MOST_HOPS + " hops, where search engines give up");
      case NOWHERE ->
          add(
              Rule.RED_TARGET,
              last.written().isEmpty()
                  ? "answers " + last.said() + " without saying where to"
                  : "leads to " + last.written() + ", which is no address");
      case FAILED -> add(Rule.RED_TARGET, "leads to where there is no answer: " + last.failure());
      case ARRIVED -> arrived(last);
    }
    temporary();
  }

  private void circle(Landing last) {
    boolean isBack = source.url().equals(last.location()) && trip.hops() > 0;
    if (isBack && trip.hops() == 1) {
      add(Rule.RED_UNDONE, "leads to " + last.url() + ", which redirects back to it");
    } else {
      add(Rule.RED_LOOP, "leads in a circle: " + last.url() + " redirects to " + last.written());
    }
  }

  private void arrived(Landing last) {
    if (trip.hops() > 1) {
      add(Rule.RED_CHAIN, "takes " + trip.hops() + " hops; lead it straight to " + last.url());
    }
    if (last.status() != 200) {
      add(Rule.RED_TARGET, "leads to " + last.url() + ", which answers " + last.said());
    } else if (last.soft()) {
      add(
          Rule.RED_TARGET,
          "leads to "
              + last.url()
              + ", which is the page for addresses that never were (soft 404)");
    } else if (!last.hidden().isEmpty()) {
      add(Rule.RED_TARGET, "leads to " + last.url() + ", which " + last.hidden());
    }
    if (RedirectsAudit.isHome(last.url()) && !RedirectsAudit.isHome(source.url())) {
      add(Rule.RED_HOME, "leads to the home page");
    }
  }

  private void temporary() {
    for (Landing stop : trip.stops()) {
      if (stop.isTemporary()) {
        add(
            Rule.RED_TEMPORARY,
            stop.equals(trip.source())
                ? stop.status() + " says that the page comes back"
                : "its hop " + stop.url() + " answers " + stop.status());
        return;
      }
    }
  }

  private void add(Rule rule, String message) {
    String template = templates.nameOf(source.url().path());
    Severity severity = severities.of(rule, template);
    if (severity == null) {
      return;
    }
    findings.add(
        new Finding(
            rule,
            severity,
            source.url().toString(),
            template,
            expected(),
            got(),
            message,
            trip + " (" + source.place() + ")"));
  }

  private String expected() {
    return switch (source) {
      case Source.Mapped(var _, WebUrl target, int status, var _) ->
          target == null ? "410" : (status == 0 ? "" : status + " ") + target;
      case Source.Listed _, Source.Removed _ -> "";
    };
  }

  private String got() {
    Landing first = trip.source();
    return first.redirects() ? first.said() + " " + first.written() : first.said();
  }
}
