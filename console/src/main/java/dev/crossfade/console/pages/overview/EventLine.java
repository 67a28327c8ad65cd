package dev.crossfade.console.pages.overview;

import dev.crossfade.console.pages.Query;
import dev.crossfade.console.pages.journal.JournalLine;
import dev.crossfade.console.pages.rollout.RolloutPages;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.EventService.Event;
import dev.crossfade.console.service.JournalService.Happened;
import dev.crossfade.console.service.News;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened, in a line.
 *
 * @param subject what it happened to
 * @param what the rest of the sentence
 * @param by who did it; empty: it came by itself
 * @param reason in the words of who did it; may be empty
 */
public record EventLine(
    Instant at, String subject, String what, String by, String reason, String href) {
  private static final int MOST = 10;

  /** Gates turn more often than anything else happens. */
  private static final int MOST_TURNS = 4;

  /** How far back it is looked for what the journal does not have. */
  private static final int EVENTS = 200;

  /** The newest of the journal, and what happened meanwhile that is not written there. */
  static List<EventLine> newest(AdminServices services) {
    List<EventLine> lines = new ArrayList<>();
    services.journal(Long.MAX_VALUE, MOST).forEach(entry -> lines.add(of(entry)));
    int turns = 0;
    for (Event event : services.newestEvents(EVENTS)) {
      boolean turn = event.news() instanceof News.Judged;
      if (!turn || turns < MOST_TURNS) {
        Optional<EventLine> line = of(event.news());
        turns += turn && line.isPresent() ? 1 : 0;
        line.ifPresent(lines::add);
      }
    }
    lines.sort(Comparator.comparing(EventLine::at).reversed());
    return lines.subList(0, Math.min(MOST, lines.size()));
  }

  private static EventLine of(Happened entry) {
    JournalLine line = JournalLine.of(entry);
    return new EventLine(
        entry.at(),
        entry.kind().equals("config") ? "configuration" : entry.subject(),
        line.what(),
        entry.actor(),
        entry.reason(),
        Objects.requireNonNullElse(line.href(), "/journal"));
  }

  /** Empty: the journal has it, or it is nobody's business. */
  private static Optional<EventLine> of(News news) {
    return switch (news) {
      case News.Judged judged -> judged(judged);
      case News.Standing standing -> Optional.of(standing(standing));
      case News.Found found -> found(found);
      case News.Reloaded reloaded ->
          reloaded.outcome().equals("refused")
              ? Optional.of(
                  new EventLine(
                      reloaded.at(),
                      "configuration",
                      "was refused: "
                          + Readings.count(reloaded.problems(), "problem")
                          + " (by "
                          + reloaded.trigger()
                          + ")",
                      reloaded.actor(),
                      reloaded.reason(),
                      "/config"))
              : Optional.empty();
      case News.Moved _, News.Guarded _ -> Optional.empty();
    };
  }

  /** That there is not enough evidence yet is how every stage begins. */
  private static Optional<EventLine> judged(News.Judged judged) {
    String before = judged.before();
    if (before == null && judged.now().equals("hold")) {
      return Optional.empty();
    }
    String turn = (before == null ? "" : before + " → ") + judged.now();
    return Optional.of(
        line(
            judged.at(),
            judged.unit(),
            "gate " + judged.gate() + ": " + turn,
            RolloutPages.path(judged.unit())));
  }

  private static EventLine standing(News.Standing standing) {
    String what =
        !standing.healthy()
            ? "is unhealthy"
            : standing.ejected() ? "is ejected" : "takes its part again";
    return line(standing.at(), standing.backend() + " " + standing.endpoint(), what, "#backends");
  }

  private static Optional<EventLine> found(News.Found found) {
    boolean here = found.change().equals("opened") || found.change().equals("closed");
    return here && found.severity().equals("critical")
        ? Optional.of(
            line(
                found.at(),
                found.id(),
                found.change() + ": " + found.title(),
                "/findings/" + Query.encoded(found.id())))
        : Optional.empty();
  }

  private static EventLine line(Instant at, String subject, String what, String href) {
    return new EventLine(at, subject, what, "", "", href);
  }
}
