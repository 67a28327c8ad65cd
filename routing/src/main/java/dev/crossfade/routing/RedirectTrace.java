package dev.crossfade.routing;

import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Redirect;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectEntry;
import dev.crossfade.routing.redirects.RedirectMap;
import dev.crossfade.routing.redirects.Redirection;
import dev.crossfade.routing.redirects.Scope;
import org.jspecify.annotations.Nullable;

/** Takes down which redirect answers, and which one would if it held for this visitor. */
final class RedirectTrace {
  private static final Scope EVERYONE = (_, _) -> true;

  private final RedirectMap map;

  RedirectTrace(RedirectMap map) {
    this.map = map;
  }

  /**
   * What asks for the page and does not hold for the visitor.
   *
   * @param answers what holds; null: nothing does
   */
  void passedOver(
      @Nullable Redirection answers, Visitor visitor, Decision.Serve serve, Trace trace) {
    Redirection first = map.find(visitor.head(), EVERYONE);
    if (first == null || (answers != null && answers.entry() == first.entry())) {
      return;
    }
    RedirectEntry entry = map.describe(first.entry());
    String why =
        switch (entry.way()) {
          case BACK -> "it is for visitors of legacy";
          case FORTH ->
              entry.policy().when() == Redirect.When.COMPLETE
                  ? "unit " + entry.policy().unit() + " is not complete"
                  : "it is for visitors of next";
        };
    add(
        entry,
        "the redirect from " + entry.source() + " is passed over: " + why + served(entry, serve),
        trace);
  }

  private static String served(RedirectEntry entry, Decision.Serve serve) {
    return entry.policy().unit() == null ? ", and this one is " + serve.backend() + "'s" : "";
  }

  /**
   * What answers.
   *
   * @param status what is answered, also where the rollout decides that
   */
  void found(Redirection to, int status, Trace trace) {
    RedirectEntry entry = map.describe(to.entry());
    String way = entry.way() == Scope.Way.BACK ? "the way back of " : "";
    String auto = to.status() == Redirection.AUTO ? " (auto)" : "";
    add(
        entry,
        way
            + "the redirect from "
            + entry.source()
            + ": "
            + (to.location().isEmpty() ? "410, gone" : status + auto + " to " + to.location()),
        trace);
  }

  /** What stands in the configuration itself is a key of it, the others are lines of a file. */
  private static void add(RedirectEntry entry, String text, Trace trace) {
    Place place = entry.place();
    boolean inFile = place.line() > 0;
    trace.add(inFile ? "redirects" : place.file(), text, inFile ? place.toString() : "");
  }
}
