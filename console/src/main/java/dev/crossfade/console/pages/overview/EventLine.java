package dev.crossfade.console.pages.overview;

import dev.crossfade.console.pages.rollout.RolloutPages;
import dev.crossfade.console.pages.rollout.Words;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.JournalService.Happened;
import dev.crossfade.console.service.RolloutService.Rollout;
import dev.crossfade.console.service.RolloutService.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that happened, in a line.
 *
 * @param subject what it happened to
 * @param what the rest of the sentence
 * @param reason in the words of who did it; may be empty
 */
public record EventLine(
    Instant at, String subject, String what, String by, String reason, String href) {
  private static final int MOST = 10;

  /** Gates turn more often than anything else happens. */
  private static final int MOST_TURNS = 4;

  /** The newest of the journal, and what gates said meanwhile. */
  static List<EventLine> newest(AdminServices services, List<Rollout> rollouts) {
    List<EventLine> lines = new ArrayList<>();
    services.journal(Long.MAX_VALUE, MOST).forEach(entry -> lines.add(of(entry)));
    List<EventLine> turns = new ArrayList<>();
    for (Rollout rollout : rollouts) {
      for (Turn turn : services.turns(rollout.unit()).turns()) {
        if (turn.before() != null || !turn.verdict().equals("hold")) {
          turns.add(of(rollout.unit(), turn));
        }
      }
    }
    turns.sort(Comparator.comparing(EventLine::at).reversed());
    lines.addAll(turns.subList(0, Math.min(MOST_TURNS, turns.size())));
    lines.sort(Comparator.comparing(EventLine::at).reversed());
    return lines.subList(0, Math.min(MOST, lines.size()));
  }

  private static EventLine of(String unit, Turn turn) {
    String before = turn.before();
    return new EventLine(
        turn.at(),
        unit,
        "gate " + turn.gate() + ": " + (before == null ? "" : before + " → ") + turn.verdict(),
        "",
        "",
        RolloutPages.path(unit));
  }

  private static EventLine of(Happened entry) {
    JsonNode body = JsonMapper.shared().valueToTree(entry.body());
    return switch (entry.kind()) {
      case "rollout" -> line(entry, rollout(body), RolloutPages.path(entry.subject()));
      case "config" ->
          new EventLine(
              entry.at(),
              "configuration",
              "version " + body.path("version").asLong(0) + " is active",
              entry.actor(),
              entry.reason(),
              "/config");
      case "finding" ->
          line(
              entry,
              body.path("action").asString("").equals("accept") ? "accepted" : "reopened",
              "/findings");
      case "guard" -> line(entry, "guard: " + body.path("state").asString("changed"), "/findings");
      default -> line(entry, entry.kind(), "/journal");
    };
  }

  private static EventLine line(Happened entry, String what, String href) {
    return new EventLine(entry.at(), entry.subject(), what, entry.actor(), entry.reason(), href);
  }

  private static String rollout(JsonNode body) {
    String from = Words.percent(body.path("fromBasisPoints").asInt(0) / 100.0);
    String to = Words.percent(body.path("basisPoints").asInt(0) / 100.0);
    String move = body.path("transition").asString("");
    return switch (move) {
      case "start" -> "started at " + to;
      case "advance" -> "advanced " + from + " → " + to;
      case "complete" -> "completed";
      case "hold" -> "held at " + to;
      case "resume" -> "resumed at " + to;
      case "rollback" -> "rolled back " + from + " → " + to;
      case "abort" -> "aborted " + from + " → " + to;
      case "approve" -> "a gate was approved at " + to;
      default -> move + " " + from + " → " + to;
    };
  }
}
